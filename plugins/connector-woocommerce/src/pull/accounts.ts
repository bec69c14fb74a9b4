import type { PulledBatch, PulledDelivery } from '@chaland/core';
import type { Item, WooApi } from '../api.ts';
import { fetched } from '../map/map.ts';
import type { Cursor } from './cursor.ts';

const perPage = 100;
/** Accounts that may be deleted while the list is read: what comes after them moves up, and would be passed over. */
const overlap = 5;

/**
 * All accounts, by their numbers. The shop can't tell which ones changed: webhooks do, and the whole list is read again
 * once a day for what they missed.
 */
export async function* accounts(api: WooApi, start: Cursor, now: Date): AsyncGenerator<PulledBatch, Cursor> {
  let cursor = start;
  for (;;) {
    const seen = cursor.accountsSeen ?? 0;
    const query = { per_page: String(perPage), orderby: 'id', order: 'asc', offset: String(seen) };
    const { items, total, ended } = await api.list('customers', query, seen);
    cursor = ended
      ? { ...cursor, accountsSeen: null, accountsAt: now.toISOString() }
      : { ...cursor, accountsSeen: seen + perPage - overlap };
    yield {
      deliveries: items.map(asDelivery),
      cursor,
      progress: { done: seen + items.length, ...(total ? { total } : {}) },
      live: cursor.live,
    };
    if (ended) return cursor;
  }
}

const asDelivery = (account: Item): PulledDelivery => ({
  key: `customer/${account.id}/${account.date_modified_gmt ?? account.date_created_gmt ?? ''}`,
  topic: fetched.customer,
  body: account,
});
