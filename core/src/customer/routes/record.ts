import { Type } from 'typebox';
import { inGroups } from '../../data/in-groups.ts';
import type { Core } from '../../http/core.ts';
import { etagOf } from '../../http/precondition.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, reply } from '../../http/route.ts';
import { CustomerSchema } from '../customer-schemas.ts';
import { readRecords } from '../read/record.ts';
import { visible } from '../read/visible.ts';
import { movedResponse, movedTo } from './moved.ts';

export const recordRoute = ({ db, privacy }: Core) => {
  // To begin a statement costs the database several times what a customer costs it: requests share one.
  const read = inGroups((ids: readonly string[]) => readRecords(db, ids));
  return defineRoute({
    method: 'GET',
    path: '/api/customers/{id}',
    summary: 'A customer, with what each source says of them',
    tag: 'Customers',
    permission: 'customers.read',
    permissionScope: 'somewhere',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    responses: {
      200: { description: 'The customer. The ETag is the version.', schema: CustomerSchema },
      308: movedResponse,
    },
    async handler({ params: { id }, audit }, { principal }) {
      const reach = principal.storesFor('customers.read');
      const found = await read(id);
      if (found?.mergedInto) return movedTo(found.mergedInto);
      if (!found && (await privacy.erasureOf(id))) throw problem('CHL_CUSTOMER_ERASED');
      if (!found || (reach !== 'everywhere' && !(await visible(db, [id], reach)).has(id))) {
        throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
      }
      audit({ kind: 'customer', id });
      return reply(200, found.body, { 'content-type': 'application/json', etag: etagOf(found.version) });
    },
  });
};
