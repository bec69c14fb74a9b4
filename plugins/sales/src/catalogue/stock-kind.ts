import { parseDecimal, problem, recordKind, sql, Type } from '@chaland/core';
import type { StockInput } from '../contract.ts';
import { relation } from '../data/relation.ts';
import { judged } from './judged.ts';
import { timeTold } from './time-told.ts';

/** What lies in stores, as a source counted it. */
export const stockKind = recordKind<StockInput>({
  id: 'stock',
  title: { en: 'Stock', fr: 'Stock' },
  order: 17,
  schema: Type.Object(
    {
      sku: Type.String({ minLength: 1, maxLength: 100 }),
      store: Type.String({ minLength: 1, maxLength: 100 }),
      quantity: Type.Union([Type.Number(), Type.String({ maxLength: 40 })]),
      time: Type.String({ maxLength: 60 }),
    },
    { additionalProperties: false },
  ),
  async write(items, _options, { db, clock, locale, stores }) {
    const known = await stores.byCode(items.map(({ store }) => store));
    return judged(
      items,
      ({ sku, store, quantity, time }) => {
        const storeId = known.get(store)?.id;
        if (!storeId) {
          throw problem('CHL_STORE_UNKNOWN', { detail: `the code is "${store}"`, pointer: '/store' });
        }
        if (!parseDecimal(String(quantity))) {
          throw problem('CHL_INPUT_INVALID', { detail: 'is no decimal number', pointer: '/quantity' });
        }
        return {
          sku,
          store_id: storeId,
          quantity: String(quantity),
          at: timeTold(time, locale, clock.now()),
        };
      },
      async (counted) => {
        if (counted.length === 0) return [];
        const given = relation(counted, {
          sku: 'text',
          store_id: 'uuid',
          quantity: 'numeric',
          at: 'timestamptz',
        });
        // Of two counts at one time the greater stands, so that the order of arrival doesn't matter.
        const changed = await db.rows<{ sku: string; store_id: string }>(sql`
          insert into sales.stock as known (sku, store_id, quantity, at)
          select distinct on (sku, store_id) sku, store_id, quantity, at from ${given} as given
          order by sku, store_id, at desc, quantity desc
          on conflict (sku, store_id) do update set quantity = excluded.quantity, at = excluded.at
          where (excluded.at, excluded.quantity) > (known.at, known.quantity)
          returning sku, store_id`);
        const news = new Set(changed.map((row) => `${row.store_id} ${row.sku}`));
        return counted.map((row) => news.has(`${row.store_id} ${row.sku}`));
      },
    );
  },
});
