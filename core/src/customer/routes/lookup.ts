import type { Core } from '../../http/core.ts';
import { defineRoute } from '../../http/route.ts';
import { LookedUpSchema, LookupSchema } from '../customer-schemas.ts';
import { identifierKinds } from '../identifier.ts';
import { lookUp } from '../read/lookup.ts';

export function lookupRoute({ db, config, plugins }: Core) {
  const kinds = identifierKinds(plugins.extensions);
  return defineRoute({
    method: 'POST',
    path: '/api/customers/lookup',
    summary: 'Whose identifiers are these?',
    description:
      'Up to 1,000, in any spelling that a source may send; answered in the same order. Whoever knows an identifier finds its customer, also from another store.',
    tag: 'Customers',
    permission: 'customers.read',
    permissionScope: 'somewhere',
    body: LookupSchema,
    writes: 'nothing',
    responses: { 200: { description: 'One result for each identifier.', schema: LookedUpSchema } },
    async handler({ body: { identifiers, country = config.locale.country }, audit }) {
      const results = await lookUp(db, identifiers, { kinds, country });
      audit({
        kind: 'customer',
        action: 'read',
        id: [...new Set(results.flatMap(({ customer }) => customer?.id ?? []))],
      });
      return { results };
    },
  });
}
