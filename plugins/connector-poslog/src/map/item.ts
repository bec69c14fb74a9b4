import { type Decimal, decimal, multiplyDecimals, toMinorUnits } from '@chaland/core';
import type { ReturnedKind } from '@chaland/sales/contract';
import type { Element } from '../xml/element.ts';
import type { Head } from './head.ts';
import { decimalIn, moneyIn } from './money.ts';
import { type ToldDiscount, toldDiscounts } from './told-discounts.ts';

/** A line before it is known how its amounts are to be read. Quantities and amounts are those of its direction. */
export interface Item {
  /** `Sale` or `Return`, or what else was paid for: a tip, a deposit. */
  element: Element;
  id: string;
  /** The goods came back. */
  back: boolean;
  kind: ReturnedKind;
  quantity: Decimal;
  /** What the log says of the whole line, before it is known whether discounts are in it. */
  extended: number;
  /** For a quantity of 1, before anything was taken off. */
  regular?: Decimal;
  /** The same, after price changes. */
  actual?: Decimal;
  /** quantity × regular. */
  gross?: number;
  told: ToldDiscount[];
}

const sold = new Set(['Sale', 'SaleForDelivery', 'SaleForPickup', 'KitMember']);
const returned = new Set(['Return', 'ReturnForDelivery', 'ReturnForPickup']);

/**
 * The lines that count, without those that were voided. Of a transaction that takes back an earlier one all lines are
 * goods that come back, however the till writes them.
 */
export function itemsOf(
  retail: Element,
  head: Head,
  { voids, back }: { voids: 'earlier' | 'itself' | undefined; back: boolean },
): Item[] {
  const items: Item[] = [];
  const voided: Item[] = [];
  for (const line of retail.all('LineItem')) {
    const element = line.children.find(({ name }) => sold.has(name) || returned.has(name));
    const found = element ? itemOf(line, element, head) : otherOf(line, head);
    if (!found) continue;
    if (isVoided(line) || (element && isVoided(element))) {
      // Most tills mark the line itself. One that is below zero, or that names an earlier one, takes back that one.
      if ((found.back && found.element.name === 'Sale') || voidedId(found)) voided.push(found);
    } else items.push(found);
  }
  for (const gone of voided) {
    const id = voidedId(gone);
    const index = items.findLastIndex(
      (item) =>
        (id === undefined ? !item.back : item.id === id) &&
        item.extended === gone.extended &&
        skuText(item) === skuText(gone),
    );
    if (index >= 0) items.splice(index, 1);
  }
  // Money that comes back, as sales below zero and nothing else, or of a transaction that says that it brings back.
  if (items.every((item) => !item.back) && (back || items.every(({ extended }) => extended < 0))) {
    for (const item of items) turn(item);
  }
  if (voids === 'earlier') {
    const mixed = items.some(({ back }) => back) && items.some(({ back }) => !back);
    for (const item of items) item.back = mixed ? !item.back : true;
  }
  return items;
}

const isVoided = (element: Element) =>
  element.flag('VoidFlag') || element.flag('CancelFlag') || element.flag('DeleteFlag');

/** The number of the line that a voided one takes back (Wincor Nixdorf). */
const voidedId = ({ element }: Item): string | undefined =>
  element.maybe('ItemLink') ?? element.parent?.maybe('CreateRefNumber');

function turn(item: Item): void {
  item.back = true;
  item.extended = Math.abs(item.extended);
}

const skuText = ({ element }: Item) => element.maybe('ItemID', 'POSIdentity/POSItemID');

function itemOf(line: Element, element: Element, head: Head): Item | undefined {
  const { currency } = head;
  if (isParcel(element)) return undefined;
  const quantityElement = element.child('Quantity');
  let quantity = quantityElement?.text ? decimalIn(quantityElement) : decimal(1);
  const extendedElement =
    element.child('ExtendedAmount') ?? element.child('ExtendedSalesAmount') ?? element.child('Amount');
  const regular = priceOf(element, 'RegularSalesUnitPrice', 'UnitListPrice', 'UnitPrice');
  const actual = priceOf(element, 'ActualSalesUnitPrice', 'ActualUnitPrice');
  const unit = regular ?? actual;
  if (!extendedElement?.text && !unit) element.required('ExtendedAmount');
  let extended = extendedElement?.text
    ? moneyIn(extendedElement, currency)
    : toMinorUnits(multiplyDecimals(quantity, actual ?? unit!), currency);

  const negative = quantity.units < 0n;
  const back = returned.has(element.name) || negative || (extended < 0 && linksToSale(element));
  if (negative) quantity = { units: -quantity.units, scale: quantity.scale };
  // Money that comes back is below zero in some logs, and above in others.
  if (back && extended < 0) extended = -extended;
  if (quantity.units === 0n) {
    if (extended === 0) return undefined;
    quantity = decimal(1);
  }
  const measured = quantityElement?.attribute('Units');
  if (measured !== undefined && unit && !fits(quantity, unit, extended, currency)) {
    const inUnits = measuredQuantity(quantity, measured);
    if (inUnits && fits(inUnits, unit, extended, currency)) quantity = inUnits;
  }
  return {
    element,
    id: line.maybe('SequenceNumber') ?? String(line.parent!.all('LineItem').indexOf(line) + 1),
    back,
    kind: kindOf(element),
    quantity,
    extended,
    ...(regular ? { regular, gross: toMinorUnits(multiplyDecimals(quantity, regular), currency) } : {}),
    ...(actual ? { actual } : {}),
    told: toldDiscounts(element, head),
  };
}

/** How goods of other lines are shipped together: they are told once more, without a price of their own. */
const isParcel = (element: Element) =>
  element.child('Item') !== undefined &&
  !element.child('ExtendedAmount') &&
  !element.child('RegularSalesUnitPrice');

const linksToSale = (element: Element) =>
  element
    .all('TransactionLink')
    .some((link) => /return|refund/i.test(link.attribute('ReasonCode') ?? 'return'));

/** A price below zero is that of goods that come back. */
function priceOf(element: Element, ...names: string[]): Decimal | undefined {
  const found = names.map((name) => element.child(name)).find((price) => price?.text);
  if (!found) return undefined;
  const price = decimalIn(found);
  const quantity = found.attribute('Quantity');
  const per = quantity === undefined ? 1 : Number(quantity);
  const whole = price.units < 0n ? { units: -price.units, scale: price.scale } : price;
  return per > 1 ? undefined : whole;
}

const fits = (quantity: Decimal, unit: Decimal, extended: number, currency: string) =>
  Math.abs(toMinorUnits(multiplyDecimals(quantity, unit), currency) - Math.abs(extended)) <= 1;

function measuredQuantity(quantity: Decimal, units: string): Decimal | undefined {
  if (!/^\d+(\.\d+)?$/.test(units)) return undefined;
  return multiplyDecimals(quantity, decimal(units));
}

/** By the type that the till gives an item; goods where it gives none that says more. */
function kindOf(element: Element): ReturnedKind {
  const type = element.attribute('ItemType') ?? element.attribute('ItemSubType') ?? '';
  if (/gift|storedvalue/i.test(type)) return 'gift_card';
  if (/deposit|pledge/i.test(type)) return 'deposit';
  if (/donation|charity/i.test(type)) return 'donation';
  if (/^tip$|gratuity/i.test(type)) return 'tip';
  if (/fee$/i.test(type)) return 'fee';
  if (/shipping|delivery|postage/i.test(type)) return 'shipping';
  if (/service|warranty|alteration/i.test(type)) return 'service';
  return 'goods';
}

const others: Readonly<Record<string, ReturnedKind>> = {
  Tip: 'tip',
  Gratuity: 'tip',
  Deposit: 'deposit',
  PaymentOnAccount: 'deposit',
  CustomerOrderForDelivery: 'deposit',
  CustomerOrderForPickup: 'deposit',
  Layaway: 'deposit',
  GiftCertificate: 'gift_card',
  GiftCard: 'gift_card',
  StoredValueFund: 'gift_card',
  Donation: 'donation',
  Fee: 'fee',
};
/** What is paid now of goods that are only ordered. */
const partPaid = new Set([
  'CustomerOrderForDelivery',
  'CustomerOrderForPickup',
  'Layaway',
  'PreviousLayaway',
]);

/** Money for something that is no article. */
function otherOf(line: Element, { currency }: Head): Item | undefined {
  const element = line.children.find(({ name }) => Object.hasOwn(others, name));
  if (!element) return undefined;
  const amount = partPaid.has(element.name)
    ? (element.child('Deposit/Amount') ?? element.child('DepositAmount') ?? element.child('Deposit'))
    : (element.child('Amount') ?? element.child('FaceValueAmount') ?? (element.text ? element : undefined));
  if (!amount?.text) return undefined;
  const extended = moneyIn(amount, currency);
  if (extended === 0) return undefined;
  return {
    element,
    id: line.maybe('SequenceNumber') ?? String(line.parent!.all('LineItem').indexOf(line) + 1),
    back: extended < 0,
    kind: others[element.name]!,
    quantity: decimal(1),
    extended: Math.abs(extended),
    told: [],
  };
}
