import { type CustomerInput, type MomentInput, moneyText } from '@chaland/core';
import type { Receipt, Return, ReturnedLine, SoldLine, Tender } from '@chaland/sales/contract';
import type { PoslogArgs } from '../args.ts';
import type { Element } from '../xml/element.ts';
import type { Head } from './head.ts';
import type { Item } from './item.ts';
import { lineOf } from './line.ts';
import { linked } from './link.ts';
import { shareOut, sumOf } from './money.ts';
import { grandTotal, type Reading, readingOf } from './reading.ts';
import { lineTaxes } from './taxes.ts';
import { type Payment, paymentOf } from './tenders.ts';
import type { ToldDiscount, WholeDiscount } from './told-discounts.ts';

type Brought = Omit<MomentInput, 'source'>;

interface Parts {
  head: Head;
  voids: 'earlier' | 'itself' | undefined;
  customer: CustomerInput | undefined;
  args: PoslogArgs;
}

/** One part of a transaction: what was sold in it, or what came back. */
interface Half {
  lines: ReturnedLine[];
  /** Minor units, tax included. */
  due: number;
  tax: number | undefined;
}

/**
 * A receipt, a return, or both where goods were exchanged. What takes back an earlier receipt is a return of all its
 * lines, which says that it is one; what was taken back later is a receipt and such a return.
 */
export function momentsOf(
  transaction: Element,
  retail: Element,
  items: readonly Item[],
  parts: Parts,
): Brought[] {
  const { head, voids, args } = parts;
  const payment = paymentOf(retail, head);
  const reading = readingOf(retail, items, { head, args, payment, lenient: voids === 'earlier' });
  const lines = linesOf(retail, items, reading, parts);
  const sold = halfOf(
    lines.filter((_, index) => !items[index]!.back),
    reading,
  );
  const back = halfOf(
    lines.filter((_, index) => items[index]!.back),
    reading,
  );
  const settled = settle(retail, sold, back, payment, head);

  const base = {
    ...headFields(transaction, head, reading),
    ...(voids === 'earlier' ? { voids: true as const } : {}),
  };
  const moments: Brought[] = [];
  const [receiptKind, returnKind] = voids === 'earlier' ? ['unvoid', 'void'] : ['receipt', 'return'];
  const exchanged = sold.lines.length > 0 && back.lines.length > 0;
  if (sold.lines.length > 0) {
    const data = receiptData(base, sold, settled.sold, exchanged ? head.number : undefined);
    moments.push(moment(parts, receiptKind, 'receipt', data));
    if (voids === 'itself') moments.push(moment(parts, 'void', 'return', voided(data)));
  }
  if (back.lines.length > 0) {
    const data = returnData(base, back, settled.back, exchanged ? head.number : undefined);
    moments.push(moment(parts, returnKind, 'return', data));
    if (voids === 'itself') moments.push(moment(parts, 'unvoid', 'receipt', unvoided(data)));
  }
  return moments;
}

const moment = ({ head, customer }: Parts, kind: string, type: string, data: Receipt | Return): Brought => ({
  id: [kind, ...head.key].join('/'),
  type,
  time: head.time,
  store: head.store,
  ...(head.staff ? { staff: head.staff.code } : {}),
  ...(customer ? { customer } : {}),
  data,
});

function headFields(transaction: Element, head: Head, { included }: Reading) {
  const till = transaction.maybe('WorkstationID');
  return {
    number: head.number.slice(0, 200),
    currency: head.currency,
    channel: head.channel,
    taxIncluded: included,
    ...(head.seller ? { seller: head.seller.slice(0, 200) } : {}),
    attributes: {
      ...(till ? { workstation: till } : {}),
      ...(head.printed ? { receiptNumber: head.printed } : {}),
    },
  };
}

type HeadFields = ReturnType<typeof headFields> & { voids?: true };

/** Each line after its discounts, with its shares of what was taken off the whole. */
function linesOf(retail: Element, items: readonly Item[], reading: Reading, { head, args, voids }: Parts) {
  const shares = sharesOf(items, reading);
  const nets = reading.nets.map((net, index) => net - sumOf(shares[index]!.map(({ amount }) => amount)));
  const taxes = lineTaxes(items, nets, reading.own, reading.wholeTaxes, reading.included);
  const whole = linked(retail, head, args) ?? (retail.parent && linked(retail.parent, head, args));
  return items.map((item, index) => {
    const { element, back } = item;
    const sold = back
      ? (linked(element, head, args) ?? linked(element.parent!, head, args) ?? whole)
      : undefined;
    const reason = voids === 'earlier' && back ? 'void' : reasonOf(element);
    return lineOf(item, {
      net: reading.nets[index]!,
      shares: shares[index]!,
      tax: taxes[index],
      currency: head.currency,
      ...(sold ? { sold: withLine(sold, item, voids) } : {}),
      ...(back && reason ? { reason } : {}),
    });
  });
}

/** What takes back a whole receipt repeats its lines, number by number. */
const withLine = (sold: { receipt: string; line?: string }, { id }: Item, voids: Parts['voids']) =>
  voids === 'earlier' && sold.line === undefined ? { ...sold, line: id } : sold;

const reasonOf = (element: Element): string | undefined => {
  const reason = element.child('Reason') ?? element.child('ReasonCode') ?? element.child('ReturnReason');
  return reason?.attribute('Description') ?? (reason?.text || undefined);
};

function sharesOf(items: readonly Item[], { nets, whole }: Reading): ToldDiscount[][] {
  const shares: ToldDiscount[][] = items.map(() => []);
  const onlyBack = items.every(({ back }) => back);
  for (const { operatorSequence, ...discount } of whole) {
    const own = referred(items, operatorSequence);
    const weights = items.map((item, index) =>
      (own >= 0 ? index === own : (onlyBack || !item.back) && item.kind === 'goods')
        ? Math.max(nets[index]!, 0)
        : 0,
    );
    const amounts = shareOut(discount.amount, weights);
    for (const [index, amount] of amounts.entries())
      if (amount !== 0) shares[index]!.push({ ...discount, amount });
  }
  return shares;
}

const referred = (items: readonly Item[], sequence: WholeDiscount['operatorSequence']): number =>
  sequence === undefined
    ? -1
    : items.findIndex(({ element }) => element.maybe('OperatorSequence') === sequence);

function halfOf(lines: ReturnedLine[], { included }: Reading): Half {
  const taxes = lines.map(({ tax }) => tax?.amount);
  const told = taxes.every((tax) => tax !== undefined);
  const tax = sumOf(taxes.map((amount) => amount ?? 0));
  return {
    lines,
    due: sumOf(lines.map(({ amount }) => amount)) + (included ? 0 : tax),
    tax: told ? tax : undefined,
  };
}

interface Settled {
  due: number;
  rounding: number;
  tenders: Tender[] | undefined;
  tip: number;
}

/** What each half was settled with: what was exchanged pays for both, and money for the difference. */
function settle(
  retail: Element,
  sold: Half,
  back: Half,
  payment: Payment,
  head: Head,
): { sold: Settled; back: Settled } {
  const { tip } = payment;
  const difference = sold.due - back.due;
  const direction = difference < 0 ? -1 : 1;
  const owed = Math.abs(difference);
  const paid = payment.paid === undefined ? undefined : Math.abs(payment.paid);
  const tolerance = sold.lines.length + back.lines.length;
  const tipped =
    tip > 0 && paid !== undefined && Math.abs(paid - tip - owed) <= tolerance + payment.rounding ? tip : 0;
  const rounding = payment.rounding > 0 ? roundingOf(retail, owed + tipped, paid, payment, head) : 0;
  const total = owed + tipped + rounding;
  // What doesn't pay for the lines paid for something that the log doesn't say: then nothing is said of it here either.
  const tenders = paid !== undefined && Math.abs(paid - total) <= tolerance ? payment.tenders : undefined;
  const money = { due: 0, rounding, tenders, tip: tipped };
  if (back.lines.length === 0) return { sold: { ...money, due: total }, back: none };
  if (sold.lines.length === 0) return { sold: none, back: { ...money, due: total } };
  const by = (amount: number): Tender[] => (amount > 0 ? [{ kind: 'exchange', amount }] : []);
  const whole = (half: Half, other: Half): Settled => ({
    due: half.due + tipped + rounding,
    rounding,
    tenders: tenders && [...tenders, ...by(other.due)],
    tip: tipped,
  });
  const half = (one: Half): Settled => ({
    due: one.due,
    rounding: 0,
    tenders: tenders && by(one.due),
    tip: 0,
  });
  return direction > 0
    ? { sold: whole(sold, back), back: half(back) }
    : { sold: half(sold), back: whole(back, sold) };
}

const none: Settled = { due: 0, rounding: 0, tenders: undefined, tip: 0 };

function roundingOf(
  retail: Element,
  owed: number,
  paid: number | undefined,
  payment: Payment,
  head: Head,
): number {
  const goal = paid ?? Math.abs(grandTotal(retail, head) ?? owed);
  const off = goal - owed;
  return Math.abs(off) <= payment.rounding + 1 ? off : 0;
}

const tipLine = (tip: number, currency: string): SoldLine[] =>
  tip === 0 ? [] : [{ kind: 'tip', quantity: 1, unitPrice: moneyText(tip, currency), amount: tip }];

function receiptData(
  { voids, ...base }: HeadFields,
  half: Half,
  settled: Settled,
  exchanged?: string,
): Receipt {
  return {
    ...base,
    ...marked(base.attributes, voids),
    lines: [...(half.lines as SoldLine[]), ...tipLine(settled.tip, base.currency)],
    ...(settled.tenders && settled.tenders.length > 0 ? { tenders: settled.tenders } : {}),
    totals: totalsOf(half, settled),
    ...(exchanged ? { exchange: { return: exchanged } } : {}),
  };
}

function returnData(
  { voids, ...base }: HeadFields,
  half: Half,
  settled: Settled,
  exchanged?: string,
): Return {
  return {
    ...base,
    ...marked(base.attributes, voids),
    lines: half.lines,
    ...(settled.tenders && settled.tenders.length > 0 ? { tenders: settled.tenders } : {}),
    totals: totalsOf(half, settled),
    ...(exchanged ? { exchange: { receipt: exchanged } } : {}),
  };
}

const marked = (attributes: object, voids: true | undefined) => {
  const all = { ...attributes, ...(voids ? { void: true } : {}) };
  return { attributes: all };
};

const totalsOf = (half: Half, { due, rounding, tip }: Settled) => ({
  ...(half.tax === undefined || tip > 0 ? {} : { tax: half.tax }),
  total: due,
  ...(rounding === 0 ? {} : { rounding }),
});

/** The same receipt, taken back. */
const voided = ({ exchange: _, ...receipt }: Receipt): Return => ({
  ...receipt,
  attributes: { ...receipt.attributes, void: true },
  lines: receipt.lines.map((line) => ({
    ...line,
    sold: { receipt: receipt.number, ...(line.id ? { line: line.id } : {}) },
    reason: 'void',
  })),
});

/** The same return, taken back: what came back is sold again. */
const unvoided = ({ exchange: _, ...back }: Return): Receipt => ({
  ...back,
  attributes: { ...back.attributes, void: true },
  lines: back.lines.map(({ sold: _sold, reason: _reason, ...line }) => line as SoldLine),
});
