import { afterCursor, pageOf, pageQuery, pageSchema, problem, route, sql, Type } from '@chaland/core';
import { readSales } from '../permissions.ts';

interface StockRow {
  sku: string;
  store: string;
  quantity: string;
  at: Date;
}

const StockSchema = Type.Object({
  sku: Type.String(),
  store: Type.String({ description: 'Code of the store' }),
  quantity: Type.String({ description: 'Exact' }),
  at: Type.String({ format: 'date-time', description: 'When it was counted' }),
});

export const stock = route({
  method: 'GET',
  path: '/api/x/sales/stock',
  summary: 'What lies in stores, by the article’s number',
  tag: 'Sales',
  permission: readSales,
  // What a shop has is no secret between shops: customers are sent to where it is.
  permissionScope: 'somewhere',
  query: Type.Object({
    ...pageQuery,
    sku: Type.Optional(Type.String({ description: 'Only of the product with this number' })),
    store: Type.Optional(Type.String({ description: 'Only in the store with this code' })),
  }),
  responses: { 200: { description: 'A page of it', schema: pageSchema(StockSchema) } },
  async handler({ query: { cursor, limit = 50, sku, store } }, { db, stores }) {
    const [afterSku, afterStore] = afterCursor(cursor, isPosition) ?? ['', ''];
    const storeId = store === undefined ? undefined : (await stores.byCode([store])).get(store)?.id;
    if (store !== undefined && !storeId) {
      throw problem('CHL_STORE_UNKNOWN', { detail: `the code is "${store}"`, pointer: '/query/store' });
    }
    const rows = await db.rows<StockRow>(sql`
      select k.sku, s.code as store, k.quantity::text as quantity, k.at
      from sales.stock k join chaland.store s on s.id = k.store_id
      where (k.sku, s.code) > (${afterSku}, ${afterStore})
        ${sku === undefined ? sql`` : sql`and k.sku = ${sku}`}
        ${storeId === undefined ? sql`` : sql`and k.store_id = ${storeId}::uuid`}
      order by k.sku, s.code limit ${limit + 1}`);
    return pageOf(rows, limit, (row) => [row.sku, row.store]);
  },
});

const isPosition = (value: unknown): value is [sku: string, store: string] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
