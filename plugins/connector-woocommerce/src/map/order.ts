import type { Brought, BroughtRecords, MapContext, Payload } from '@chaland/core';
import type { Receipt } from '@chaland/sales/contract';
import type { WooArgs } from '../args.ts';
import { soldLines } from './line.ts';
import { accountOf, attributesOf, buyerOf, contactsOf } from './person.ts';
import { placeOf } from './place.ts';
import { readingOf } from './sale.ts';
import { tendersOf } from './tender.ts';
import { utc } from './time.ts';

/** WooCommerce's own states of an order that counts as sold. */
const soldStates = new Set(['processing', 'completed', 'refunded']);

/** States of other plugins too, and orders that were cancelled or failed after they were paid. */
export const isSold = (order: Payload): boolean =>
  order.maybeText('date_paid_gmt') !== undefined ||
  (soldStates.has(order.text('status')) && !isPaidAtTheDoor(order));

/** Sent, and paid when it arrives, which completes it; whoever doesn't take it in never paid, and nothing is refunded. */
const isPaidAtTheDoor = (order: Payload): boolean =>
  order.text('status') === 'processing' && order.maybeText('payment_method') === 'cod';

/**
 * An order as a receipt: its lines, totals and time are those of the day it was made, whatever became of it since, so that
 * each of its deliveries says the same.
 */
export function mapOrder(order: Payload, { args, locale }: MapContext<WooArgs>): Brought {
  const id = order.text('id');
  const status = order.text('status');
  if (!isSold(order)) {
    return {
      ignored: {
        en: `order ${id} is ${status}: it is a receipt once it is paid`,
        fr: `la commande ${id} est ${status} : elle est un ticket une fois payée`,
      },
    };
  }
  const refunded = order.list('refunds').length > 0;

  const reading = readingOf(order);
  const lines = soldLines(order, reading);
  if (lines.length === 0) {
    return { ignored: { en: `order ${id} has no lines`, fr: `la commande ${id} n’a pas de lignes` } };
  }
  const time = utc(order, 'date_created_gmt');
  const { tenders, total } = tendersOf(order, reading, lines);
  const { store, channel } = placeOf(order, args);
  const via = order.maybeText('created_via');
  const receipt: Receipt = {
    number: (order.maybeText('number') ?? id).slice(0, 200),
    currency: reading.currency,
    ...(channel ? { channel } : {}),
    taxIncluded: reading.taxIncluded,
    lines,
    tenders,
    totals: { total },
    ...(via ? { attributes: { createdVia: via } } : {}),
  };
  const customer = buyerOf(order, locale.country);
  const moment = {
    id: `order/${id}`,
    type: 'receipt',
    time,
    ...(customer ? { customer } : {}),
    ...(store ? { store } : {}),
    data: receipt,
  };
  const records: BroughtRecords = { profiles: buyerProfiles(order, time, locale.country), moments: [moment] };
  // When it was refunded, and what of it, the shop only tells when asked.
  return refunded ? { ...records, pull: true } : records;
}

/** What the buyer said of themselves when they ordered. */
function buyerProfiles(order: Payload, time: string, country: string) {
  const id = accountOf(order);
  const billing = order.maybeObject('billing');
  const identifiers = contactsOf(billing, country);
  if (id === undefined && identifiers.length === 0) return [];
  const attributes = attributesOf(billing);
  return [{ ...(id ? { id } : {}), identifiers, attributes, time }];
}
