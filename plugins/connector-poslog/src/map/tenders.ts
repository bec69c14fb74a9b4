import type { Tender } from '@chaland/sales/contract';
import type { Element } from '../xml/element.ts';
import type { Head } from './head.ts';
import { currencyOn, moneyIn, sumOf } from './money.ts';

export interface Payment {
  tenders: Tender[];
  /** What was paid, change taken off; below zero where more was paid back. Undefined where nothing is said of it. */
  paid: number | undefined;
  /** Of what was paid, a tip that stands in a tender. */
  tip: number;
  /** The greatest difference that cash rounding makes. */
  rounding: number;
}

/** How it was paid: what was kept of each kind. */
export function paymentOf(retail: Element, head: Head): Payment {
  const signed: Tender[] = [];
  let tip = 0;
  let rounding = roundingOf(retail, head);
  let told = false;
  for (const line of retail.all('LineItem')) {
    if (line.flag('VoidFlag') || line.flag('CancelFlag') || line.flag('DeleteFlag')) continue;
    const tender = line.child('Tender');
    if (!tender) {
      const given = changeOn(line);
      if (given?.text) signed.push({ kind: 'cash', amount: -Math.abs(moneyIn(given, head.currency)) });
      continue;
    }
    if (tender.flag('VoidFlag')) continue;
    const type = typeOf(tender);
    if (/round/i.test(type)) {
      rounding += Math.abs(amountOf(tender, head) ?? 0);
      continue;
    }
    const amount = amountOf(tender, head);
    // In another currency, without its worth in the till's: then it can't be said what was paid.
    if (amount === undefined) return { tenders: [], paid: undefined, tip: 0, rounding };
    told = true;
    const backwards =
      /refund|change/i.test(tender.attribute('TypeCode') ?? '') ||
      /^change/i.test(type) ||
      tender.flag('ChangeFlag');
    signed.push({ ...describe(tender, type), amount: backwards ? -Math.abs(amount) : amount });
    const change = tender.child('TenderChange/Amount') ?? tender.child('ChangeAmount');
    // NCR states change twice on one line: as an amount below zero, and once more as what it is.
    if (change?.text && amount >= 0)
      signed.push({ kind: 'cash', amount: -Math.abs(moneyIn(change, head.currency)) });
    const tipped = tender.child('Tip/Amount') ?? tender.child('TipAmount') ?? tender.child('Tip');
    if (tipped?.text) tip += Math.abs(moneyIn(tipped, head.currency));
  }
  const paid = told ? sumOf(signed.map(({ amount }) => amount)) : undefined;
  return { tenders: keptOf(signed, (paid ?? 0) < 0 ? -1 : 1), paid, tip, rounding };
}

function amountOf(tender: Element, { currency }: Head): number | undefined {
  const amount = tender.child('Amount') ?? tender.child('TenderAmount');
  if (!amount?.text) return 0;
  const own = currencyOn(amount);
  return own !== undefined && own !== currency ? undefined : moneyIn(amount, currency);
}

/** Change on a line of its own; its amount may be one level deeper, with the kind of money that was given. */
const changeOn = (line: Element): Element | undefined =>
  line.child('TenderChange/Amount') ?? line.child('TenderChange/TenderChange/Amount');

const roundingOf = (retail: Element, { currency }: Head): number =>
  sumOf(
    [...retail.all('Rounding'), ...retail.all('LineItem').flatMap((line) => line.all('Rounding'))]
      .filter(({ text }) => text !== '')
      .map((element) => Math.abs(moneyIn(element, currency))),
  );

const typeOf = (tender: Element): string =>
  (
    tender.attribute('TenderType') ??
    tender.maybe('TenderType') ??
    tender.maybe('TenderID') ??
    'other'
  ).replace(/^.*:/, '');

/** By what the till calls it; its own word where that is none of the usual ones. */
const kinds: readonly [RegExp, string][] = [
  [/^cash|cash$|currency/i, 'cash'],
  [/gift|storedvalue/i, 'gift_card'],
  [/creditnote|storecredit|merchandisecredit|creditvoucher|duebill/i, 'credit_note'],
  [/voucher|certificate/i, 'voucher'],
  [/coupon/i, 'coupon'],
  [/wallet|mobile|applepay|googlepay|alipay|wechat|paypal/i, 'wallet'],
  [/che(ck|que)/i, 'cheque'],
  [/loyalty|points/i, 'loyalty'],
  [/account|purchaseorder|invoice/i, 'account'],
  [/transfer|bacs|sepa/i, 'transfer'],
  [/deposit|downpayment/i, 'deposit'],
  [/credit|debit|card|ebt|emv/i, 'card'],
];

function describe(tender: Element, type: string): Omit<Tender, 'amount'> {
  const known = kinds.find(([pattern]) => pattern.test(type.replaceAll(/[\s_-]/g, '')))?.[1];
  const own = type
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-');
  const kind = known ?? (/^[a-z][a-z0-9_-]{0,49}$/.test(own) ? own : 'other');
  const label = tender.maybe('TenderDescription', 'Description') ?? tender.attribute('TenderDescription');
  const brand = tender.child('CreditDebit')?.maybe('IssuerIdentificationNumber', 'CardBrand');
  const number = tender.maybe('GiftCard/CardNumber', 'GiftCertificate/SerialNumber', 'Voucher/SerialNumber');
  const said = label ?? (brand && !/^\d+$/.test(brand) ? brand : undefined);
  return {
    kind,
    ...(said ? { label: said.slice(0, 200) } : {}),
    ...(number ? { reference: masked(number) } : {}),
  };
}

/** Who has the whole number of a gift card can spend it. */
export const masked = (number: string): string => `****${number.replace(/[^A-Za-z0-9]/g, '').slice(-4)}`;

/** Change is taken off the tender that it was given for: one of its kind, or else the greatest. */
function keptOf(signed: readonly Tender[], direction: 1 | -1): Tender[] {
  const kept: Tender[] = [];
  for (const tender of signed) {
    const amount = tender.amount * direction;
    const same = kept.find(
      (one) =>
        one.kind === tender.kind &&
        one.reference === tender.reference &&
        (one.label === tender.label || !tender.label),
    );
    if (same) same.amount += amount;
    else if (amount !== 0) kept.push({ ...tender, amount });
  }
  for (const tender of kept.filter(({ amount }) => amount < 0)) {
    const largest = kept.reduce((a, b) => (b.amount > a.amount ? b : a));
    largest.amount += tender.amount;
    tender.amount = 0;
  }
  return kept.filter(({ amount }) => amount > 0);
}
