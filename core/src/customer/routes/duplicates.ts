import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { PossibleDuplicateSchema } from '../customer-schemas.ts';
import { readDuplicates } from '../read/duplicates.ts';
import { countedDuplicates, readRecord } from '../read/record.ts';
import { visible } from '../read/visible.ts';
import { movedResponse, movedTo } from './moved.ts';

export const duplicatesRoute = ({ db }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/customers/{id}/possible-duplicates',
    summary: 'Who may be the same person',
    description:
      'Other customers known by the same identifier, whom no policy let join. Whoever may see customers in some stores only is shown those who have a moment there.',
    tag: 'Customers',
    permission: 'customers.read',
    permissionScope: 'somewhere',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    responses: {
      200: {
        description: `At most ${countedDuplicates}, the latest found first.`,
        schema: Type.Object({ items: Type.Array(PossibleDuplicateSchema) }),
      },
      308: movedResponse,
    },
    async handler({ params: { id }, audit }, { principal }) {
      const reach = principal.storesFor('customers.read');
      const found = await readRecord(db, id);
      if (found?.mergedInto) return movedTo(found.mergedInto, '/possible-duplicates');
      if (!found || (reach !== 'everywhere' && !(await visible(db, [id], reach)).has(id))) {
        throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
      }
      const items = await readDuplicates(db, id, reach);
      audit({ kind: 'customer', id: [id, ...items.map((item) => item.id)] });
      return { items };
    },
  });
