import { route, Type } from '@chaland/core';
import { createSalesFacts } from '../facts/sales-facts.ts';
import { readSales } from '../permissions.ts';
import { CustomerFactsSchema } from './schemas.ts';

/** Customers at most that are asked for at once: as many as a page of a list shows. */
const most = 200;

export const customersSales = route({
  method: 'GET',
  path: '/api/x/sales/customers',
  summary: 'What several customers bought in all',
  tag: 'Sales',
  permission: readSales,
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
  async handler({ query: { id }, audit }, { db }) {
    audit({ kind: 'customer', id });
    return { items: [...(await createSalesFacts(db).factsOf(id))] };
  },
});
