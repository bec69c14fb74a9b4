import { problem, route, Type } from '@chaland/core';
import { readSales } from '../permissions.ts';
import { StoreDaySchema } from './schemas.ts';

interface StoreDayRow {
  day: string;
  currency: string;
  sale_count: number;
  return_count: number;
  gross: number;
  refunds: number;
  articles: number;
}

export const storeDays = route({
  method: 'GET',
  path: '/api/x/sales/stores/{code}/days',
  summary: "A store's sales day by day",
  description: 'Receipts without a customer count too. Days without a sale or a return are left out.',
  tag: 'Sales',
  permission: readSales,
  permissionScope: 'somewhere',
  params: Type.Object({ code: Type.String() }),
  query: Type.Object({
    from: Type.String({ format: 'date', description: 'First day' }),
    to: Type.String({ format: 'date', description: 'Last day; 3 years at most' }),
  }),
  responses: {
    200: { description: 'Its days', schema: Type.Object({ items: Type.Array(StoreDaySchema) }) },
  },
  async handler({ params: { code }, query: { from, to } }, { db, stores, principal }) {
    const store = (await stores.byCode([code])).get(code);
    if (!store) throw problem('CHL_NOT_FOUND', { detail: 'no store has this code', pointer: '/params/code' });
    if (!principal.may(readSales, { storeId: store.id, brandId: store.brandId })) {
      throw problem('CHL_FORBIDDEN', { detail: `${readSales} is not granted in this store` });
    }
    if (Date.parse(to) - Date.parse(from) > 3 * 366 * 24 * 3600 * 1000) {
      throw problem('CHL_INPUT_INVALID', {
        detail: 'more than 3 years were asked for',
        pointer: '/query/to',
      });
    }
    const rows = await db.query<StoreDayRow>(
      `select day, currency, sale_count, return_count, gross, refunds, articles from sales.store_day
       where store_id = $1 and day between $2::date and $3::date order by day, currency`,
      [store.id, from, to],
    );
    return {
      items: rows.map(({ sale_count, return_count, ...row }) => ({
        ...row,
        saleCount: sale_count,
        returnCount: return_count,
        net: row.gross - row.refunds,
      })),
    };
  },
});
