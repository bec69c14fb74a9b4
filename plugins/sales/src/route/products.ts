import { afterCursor, pageOf, pageQuery, pageSchema, route, sql, Type } from '@chaland/core';
import type { ProductPrice } from '../contract.ts';
import { readSales } from '../permissions.ts';
import { ProductSchema } from './schemas.ts';

interface ProductRow {
  sku: string;
  gtin: string | null;
  name: string | null;
  brand: string | null;
  category: string[] | null;
  price: ProductPrice | null;
  attributes: Record<string, unknown> | null;
}

export const products = route({
  method: 'GET',
  path: '/api/x/sales/products',
  summary: 'Products that were sold or told of, by their number',
  tag: 'Sales',
  permission: readSales,
  // What a shop sells is no secret between shops.
  permissionScope: 'somewhere',
  query: Type.Object({
    ...pageQuery,
    sku: Type.Optional(Type.String({ description: 'Only the product with this number' })),
  }),
  responses: { 200: { description: 'A page of them', schema: pageSchema(ProductSchema) } },
  async handler({ query: { cursor, limit = 50, sku } }, { db }) {
    const after = afterCursor(cursor, (key) => typeof key === 'string') ?? '';
    const rows = await db.rows<ProductRow>(sql`
      select sku, gtin, name, brand, category, price, attributes from sales.product
      where sku > ${after} ${sku === undefined ? sql`` : sql`and sku = ${sku}`}
      order by sku limit ${limit + 1}`);
    return pageOf(rows, limit, (row) => row.sku);
  },
});
