import { problem, route, Type } from '@chaland/core';
import { factsByCategory, factsByStore, factsOf, factsWithin } from '../facts/customer-facts.ts';
import { factsFrom } from '../facts/sales-facts.ts';
import { readSales } from '../permissions.ts';
import { CustomerSalesSchema } from './schemas.ts';

export const customerSales = route({
  method: 'GET',
  path: '/api/x/sales/customers/{id}',
  summary: 'What a customer bought: in all, by store, and by category',
  tag: 'Sales',
  description:
    'Whoever may see sales in some stores only is told of customers who came to them, and of what these bought there; there are no categories then.',
  permission: readSales,
  permissionScope: 'somewhere',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  responses: { 200: { description: 'Their facts, in each currency', schema: CustomerSalesSchema } },
  async handler({ params: { id }, audit }, { db, customers, stores, principal }) {
    audit({ kind: 'customer', id });
    const allowed = principal.storesFor(readSales);
    const isThere = (await customers.profilesOf([id])).length > 0;
    if (!isThere || !(await customers.visible([id], allowed)).has(id)) {
      throw problem('CHL_NOT_FOUND', { detail: 'there is no such customer', pointer: '/params/id' });
    }
    const [inAll, byStore, byCategory, codes] = await Promise.all([
      allowed === 'everywhere' ? factsOf(db, id) : factsWithin(db, [id], allowed),
      factsByStore(db, id, allowed),
      allowed === 'everywhere' ? factsByCategory(db, id) : [],
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
