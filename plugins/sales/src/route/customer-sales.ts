import { problem, route, Type } from '@chaland/core';
import { type FactRow, factColumns, factsFrom } from '../facts/sales-facts.ts';
import { readSales } from '../permissions.ts';
import { CustomerSalesSchema } from './schemas.ts';

export const customerSales = route({
  method: 'GET',
  path: '/api/x/sales/customers/{id}',
  summary: 'What a customer bought: in all, by store, and by category',
  tag: 'Sales',
  permission: readSales,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  responses: { 200: { description: 'Their facts, in each currency', schema: CustomerSalesSchema } },
  async handler({ params: { id }, audit }, { db, customers, stores }) {
    audit({ kind: 'customer', id });
    if ((await customers.profilesOf([id])).length === 0) {
      throw problem('CHL_NOT_FOUND', { detail: 'there is no such customer', pointer: '/params/id' });
    }
    const read = <Key>(columns: string, table: string, order: string) =>
      db.query<FactRow & Key>(
        `select ${columns} ${factColumns} from ${table} where customer_id = $1 order by ${order} limit 500`,
        [id],
      );
    const [inAll, byStore, byCategory, codes] = await Promise.all([
      read('', 'sales.customer_fact', 'currency'),
      read<{ store_id: string }>('store_id,', 'sales.customer_store_fact', 'gross desc, store_id, currency'),
      read<{ category: string[] }>(
        'category,',
        'sales.customer_category_fact',
        'gross desc, category, currency',
      ),
      stores.all().then((all) => new Map(all.map((store) => [store.id, store.code]))),
    ]);
    return {
      customerId: id,
      facts: inAll.map(factsFrom),
      stores: byStore.map((row) => ({ store: codes.get(row.store_id) ?? row.store_id, ...factsFrom(row) })),
      categories: byCategory.map((row) => ({ category: row.category, ...factsFrom(row) })),
    };
  },
});
