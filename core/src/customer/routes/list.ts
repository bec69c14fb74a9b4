import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { instantOf, instantQuery } from '../../http/instant.ts';
import { pageQuery, pageSchema } from '../../http/page.ts';
import { defineRoute } from '../../http/route.ts';
import { storesWithin } from '../../moment/format/filters.ts';
import { FoundCustomerSchema } from '../customer-schemas.ts';
import { identifierKinds } from '../identifier.ts';
import { createSearch } from '../read/search.ts';

export function listRoute({ db, config, plugins, stores }: Core) {
  const search = createSearch(db, identifierKinds(plugins.extensions), config.locale.country);
  return defineRoute({
    method: 'GET',
    path: '/api/customers',
    summary: 'Find customers by name, e-mail, phone or card',
    description:
      'Without `q`, the newest first. A page may hold fewer items than `limit`, even none, and still have a next one: go on while `next` is there. Whoever may see customers in some stores only is shown those who have a moment there, and others by an exact identifier alone, marked `outside`. Without `q`, who was in these stores last comes first.',
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
      store: Type.Optional(
        Type.String({
          maxLength: 255,
          pattern: '^[^\\u0000]*$',
          description: 'Code of a store: only who has a moment there, without `q` who was there last first.',
        }),
      ),
      since: instantQuery('Only who became known from then on.'),
      has: Type.Optional(
        Type.Array(Type.String({ maxLength: 100, pattern: '^[^\\u0000]*$' }), {
          maxItems: 5,
          description: 'Only who has an identifier of each of these kinds: `email`, `phone`…',
        }),
      ),
    }),
    responses: { 200: { description: 'A page.', schema: pageSchema(FoundCustomerSchema) } },
    async handler({ query, audit }, { principal }) {
      const { q, cursor, limit = 50, store, has } = query;
      const reach = principal.storesFor('customers.read');
      const since = instantOf('since', query.since);
      const page = await search({
        query: q,
        cursor,
        limit,
        reach,
        storeIds: store === undefined ? undefined : await storesWithin(stores, reach, store),
        since: since === undefined ? undefined : new Date(since),
        has,
      });
      audit({ kind: 'customer', id: page.items.map(({ id }) => id) });
      return page;
    },
  });
}
