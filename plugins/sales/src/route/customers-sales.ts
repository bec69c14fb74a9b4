import { route, Type } from '@chaland/core';
import { factsWithin } from '../facts/customer-facts.ts';
import { createSalesFacts, factsFrom } from '../facts/sales-facts.ts';
import { readSales } from '../permissions.ts';
import { CustomerFactsSchema } from './schemas.ts';

/** Customers at most that are asked for at once: as many as a page of a list shows. */
const most = 200;

export const customersSales = route({
  method: 'GET',
  path: '/api/x/sales/customers',
  summary: 'What several customers bought in all',
  tag: 'Sales',
  description: 'Whoever may see sales in some stores only is told what these customers bought there.',
  permission: readSales,
  permissionScope: 'somewhere',
  query: Type.Object({
    id: Type.Array(Type.String({ format: 'uuid' }), {
      minItems: 1,
      maxItems: most,
      description: 'Of customers',
    }),
  }),
  responses: {
    200: {
      description: 'Their facts, in each currency; nothing for who bought nothing',
      schema: Type.Object({ items: Type.Array(CustomerFactsSchema) }),
    },
  },
  async handler({ query: { id }, audit }, { db, principal }) {
    audit({ kind: 'customer', id });
    const allowed = principal.storesFor(readSales);
    if (allowed === 'everywhere') return { items: [...(await createSalesFacts(db).factsOf(id))] };
    const rows = await factsWithin(db, id, allowed);
    return { items: rows.map((row) => ({ customerId: row.customer_id, ...factsFrom(row) })) };
  },
});
