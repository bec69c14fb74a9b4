import { isCurrency, type StaffInput } from '@chaland/core';
import type { PoslogArgs } from '../args.ts';
import type { Element } from '../xml/element.ts';

/** Who, where and when: what all of a transaction shares. */
export interface Head {
  /** Unit, workstation, business day and sequence: what makes it this transaction and no other. */
  key: readonly string[];
  number: string;
  unit: string;
  store: string;
  time: string;
  currency: string;
  channel: string;
  /** The source's own code. */
  seller?: string;
  staff?: StaffInput;
  /** As printed, where the number is another. */
  printed?: string;
}

/** @throws Problem where there is no unit, sequence, time or currency */
export function headOf(transaction: Element, retail: Element, args: PoslogArgs): Head {
  const unit =
    ownUnit(transaction) ??
    (transaction.parent && ownUnit(transaction.parent)) ??
    transaction.required('RetailStoreID');
  const time = timeOf(transaction, retail);
  const day = dayOf(transaction) ?? (transaction.parent && dayOf(transaction.parent)) ?? time.slice(0, 10);
  const printed = transaction.maybe('ReceiptNumber') ?? retail.maybe('ReceiptNumber');
  const id = transaction.maybe('TransactionID');
  const sequence = transaction.maybe('SequenceNumber') ?? id ?? printed;
  const key = [
    unit,
    outer(transaction, 'WorkstationID') ?? '-',
    day.slice(0, 10),
    sequence ?? transaction.required('SequenceNumber'),
  ];
  const number =
    { key: undefined, 'receipt-number': printed, 'transaction-id': id }[args.number] ?? keyText(key);
  const store = args.stores.find((one) => one.unit === unit)?.store ?? unit;
  const operator = operatorOf(transaction, retail);
  return {
    key,
    number,
    unit,
    store,
    time,
    currency: currencyOf(transaction, retail, args),
    channel: channelOf(transaction),
    ...(operator && args.operators === 'staff' ? { staff: { ...operator, store } } : {}),
    ...(operator && args.operators === 'seller' ? { seller: operator.code } : {}),
    ...(printed !== undefined && printed !== number ? { printed } : {}),
  };
}

/** The day that it counts to, which in version 6 may stand one level deeper. */
export const dayOf = (element: Element): string | undefined =>
  element.maybe('BusinessDayDate', 'BusinessDayDate/Date');

export const keyText = (key: readonly string[]): string => key.join('-');

/** Of the transaction, or said once in front of all of them. */
const outer = (transaction: Element, name: string): string | undefined =>
  transaction.maybe(name) ?? transaction.parent?.maybe(name);

/** A retail store before a country or a region, which are units too. */
export function ownUnit(element: Element): string | undefined {
  const own = element.maybe('RetailStoreID');
  if (own) return own;
  const units = element.all('BusinessUnit');
  const ofStore = units.find((unit) => /store/i.test(unit.child('UnitID')?.attribute('TypeCode') ?? ''));
  const unit = ofStore ?? units[0];
  return (unit?.maybe('UnitID') ?? unit?.text) || undefined;
}

/** The end of the transaction, with the offset where the till writes one beside it. */
function timeOf(transaction: Element, retail: Element): string {
  const stated =
    transaction.all('POSLogDateTime').find((one) => one.attribute('TypeCode') === 'Transaction') ??
    transaction.child('POSLogDateTime');
  const found = [
    transaction.child('EndDateTime'),
    transaction.child('ReceiptDateTime'),
    retail.child('ReceiptDateTime'),
    stated,
    transaction.child('BeginDateTime'),
    transaction.child('DateTime'),
    transaction.child('EndDateTimestamp'),
  ].find((one) => one?.text);
  if (!found) return transaction.required('EndDateTime');
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
    found.text,
  );
  if (!match) return found.refuse('is no date and time');
  const [, day, clock, offset] = match;
  const full = clock!.length === 5 ? `${clock}:00` : clock;
  return `${day}T${full}${offset ? withColon(offset) : offsetBeside(found)}`;
}

const withColon = (offset: string) =>
  /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();

/** Some tills write the local time, and `Offset="07:00:00"` as an attribute. */
function offsetBeside(element: Element): string {
  const match = /^([+-]?)(\d\d:\d\d)(:\d\d)?$/.exec(element.attribute('Offset') ?? '');
  return match ? `${match[1] || '+'}${match[2]}` : '';
}

function currencyOf(transaction: Element, retail: Element, args: PoslogArgs): string {
  const said =
    outer(transaction, 'CurrencyCode') ??
    retail.maybe('CurrencyCode') ??
    retail
      .all('Total')
      .map((total) => total.attribute('CurrencyCode') ?? total.attribute('Currency'))
      .find((code) => code !== undefined) ??
    firstAmount(retail)?.attribute('Currency') ??
    args.currency;
  const code = said?.toUpperCase();
  if (code === undefined) return transaction.required('CurrencyCode');
  if (!isCurrency(code)) transaction.refuse(`says "${code}", which is no ISO 4217 currency`);
  return code;
}

const firstAmount = (retail: Element) =>
  retail
    .all('LineItem')
    .map((line) => line.child('Sale/ExtendedAmount') ?? line.child('Return/ExtendedAmount'))
    .find((amount) => amount?.attribute('Currency'));

/** Who sold, before who sat at the till. */
function operatorOf(transaction: Element, retail: Element): StaffInput | undefined {
  const associates = retail
    .all('LineItem')
    .flatMap((line) => [line.child('Sale/Associate'), line.child('Return/Associate')]);
  const associate = [retail.child('Associate'), ...associates].find((one) => one !== undefined);
  const associated = associate?.child('AssociateID') ?? associate;
  const element = associated?.text ? associated : transaction.child('OperatorID');
  const code = element?.text || element?.maybe('OperatorID', 'WorkerID');
  if (!element || !code) return undefined;
  return { code, name: element.attribute('OperatorName') ?? element.attribute('Name') ?? code };
}

const channelOf = (transaction: Element): string => {
  const type = transaction.child('Channel')?.attribute('OnLineOffLineTypeCode') ?? '';
  return /^online$/i.test(type) ? 'web' : 'store';
};
