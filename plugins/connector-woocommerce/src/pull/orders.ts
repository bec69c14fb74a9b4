import { type PulledBatch, type PulledDelivery, payload } from '@chaland/core';
import type { Item, WooApi } from '../api.ts';
import { fetched } from '../map/map.ts';
import { isSold } from '../map/order.ts';
import { type Cursor, earlier } from './cursor.ts';

const perPage = 50;

/**
 * Orders by the time of their last change. Each request begins at the last change that was seen, not at a page number: an
 * order that changes meanwhile goes to the end of the list, and would move another one up, past whoever turns pages.
 */
export async function* orders(api: WooApi, start: Cursor): AsyncGenerator<PulledBatch, Cursor> {
  let cursor = start;
  let done = 0;
  for (;;) {
    const { after, page } = cursor;
    const query = {
      per_page: String(perPage),
      orderby: 'modified',
      order: 'asc',
      dates_are_gmt: 'true',
      page: String(page),
      ...(after === null ? {} : { modified_after: after }),
    };
    const { items, total, ended } = await api.list('orders', query, (page - 1) * perPage);
    done += items.length;
    cursor = ended ? { ...next(cursor, items), page: 1 } : next(cursor, items);
    yield {
      deliveries: (await Promise.all(items.map((order) => withRefunds(api, order)))).flat(),
      cursor: ended ? { ...cursor, live: true } : cursor,
      progress: { done, ...(total ? { total: Math.max(total, done) } : {}) },
      live: start.live,
    };
    if (ended) return { ...cursor, live: true };
  }
}

/** A second before the last change on the page; where that is no further, the next page. */
function next(cursor: Cursor, items: readonly Item[]): Cursor {
  const last = items.at(-1);
  if (!last) return cursor;
  const after = earlier(modifiedOf(last), 1);
  return cursor.after === null || after > cursor.after
    ? { ...cursor, after, page: 1 }
    : { ...cursor, page: cursor.page + 1 };
}

const modifiedOf = (order: Item): string => payload(order).time('date_modified_gmt', 'UTC').slice(0, 19);

/** An order, and its refunds: the order only has their numbers and amounts. */
async function withRefunds(api: WooApi, order: Item): Promise<PulledDelivery[]> {
  const { id, date_modified_gmt: modified, refunds } = order;
  const told = { key: `order/${id}/${modified}`, topic: fetched.order, body: order };
  if (!Array.isArray(refunds) || refunds.length === 0 || !isSold(payload(order))) return [told];
  const { items } = await api.list(`orders/${id}/refunds`, { per_page: '100' }, 0);
  const about = Object.fromEntries(needed.map((field) => [field, order[field]]));
  return [
    told,
    ...items.map((refund) => ({
      key: `refund/${refund.id}`,
      topic: fetched.refund,
      body: { order: about, refund },
    })),
  ];
}

/** What mapping a refund needs of its order. */
const needed = [
  'id',
  'number',
  'currency',
  'prices_include_tax',
  'tax_lines',
  'customer_id',
  'billing',
  'created_via',
  'payment_method',
];
