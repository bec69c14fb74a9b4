import type { SoldReference } from '@chaland/sales/contract';
import type { PoslogArgs } from '../args.ts';
import type { Element } from '../xml/element.ts';
import { dayOf, type Head, keyText, ownUnit } from './head.ts';

/** The earlier transaction that an element links to, as its receipt is numbered. */
export function linked(element: Element, head: Head, args: PoslogArgs): SoldReference | undefined {
  const link = element
    .all('TransactionLink')
    .find((one) => !/resume|suspend|order/i.test(one.attribute('ReasonCode') ?? ''));
  const receipt = link && numberOf(link, head, args);
  if (!receipt) return undefined;
  const line = link.maybe('LineItemSequenceNumber', 'LineItemID', 'LineNumber');
  return { receipt, ...(line === undefined ? {} : { line }) };
}

function numberOf(link: Element, head: Head, args: PoslogArgs): string | undefined {
  const printed = link.maybe('ReceiptNumber');
  const id = link.maybe('TransactionID');
  if (args.number === 'receipt-number' && printed) return printed;
  if (args.number === 'transaction-id' && id) return id;
  const sequence = link.maybe('SequenceNumber') ?? id ?? printed;
  const day = (dayOf(link) ?? link.maybe('EndDateTime', 'BeginDateTime'))?.slice(0, 10);
  if (sequence === undefined) return undefined;
  if (day === undefined) return sequence;
  return keyText([ownUnit(link) ?? head.unit, link.maybe('WorkstationID') ?? head.key[1]!, day, sequence]);
}
