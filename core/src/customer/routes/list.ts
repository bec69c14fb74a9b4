import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { pageQuery, pageSchema } from '../../http/page.ts';
import { defineRoute } from '../../http/route.ts';
import { FoundCustomerSchema } from '../customer-schemas.ts';
import { identifierKinds } from '../identifier.ts';
import { createSearch } from '../read/search.ts';

export function listRoute({ db, config, plugins }: Core) {
  const search = createSearch(db, identifierKinds(plugins.extensions), config.locale.country);
  return defineRoute({
    method: 'GET',
    path: '/api/customers',
    summary: 'Find customers by name, e-mail, phone or card',
    description:
      'Without `q`, the newest first. A page may hold fewer items than `limit`, even none, and still have a next one: go on while `next` is there. Whoever may see customers in some stores only is shown those who have a moment there.',
    tag: 'Customers',
    permission: 'customers.read',
    permissionScope: 'somewhere',
    query: Type.Object({
      ...pageQuery,
      q: Type.Optional(
        Type.String({
          maxLength: 200,
          pattern: '^[^\\u0000-\\u001f]*$',
          description:
            'Beginnings of words of the name in any order (`jean dup`), or the beginning of an e-mail address, a phone or a card, or any other number whole. Accents and case do not matter.',
          examples: ['jean dup', 'camille@', '06 12 34'],
        }),
      ),
    }),
    responses: { 200: { description: 'A page.', schema: pageSchema(FoundCustomerSchema) } },
    async handler({ query: { q, cursor, limit = 50 }, audit }, { principal }) {
      const reach = principal.storesFor('customers.read');
      const page = await search({ query: q, cursor, limit, reach });
      audit({ kind: 'customer', id: page.items.map(({ id }) => id) });
      return page;
    },
  });
}
