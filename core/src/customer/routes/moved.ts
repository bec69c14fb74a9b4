import { Type } from 'typebox';
import { type RouteResponse, reply } from '../../http/route.ts';

export const movedResponse: RouteResponse = {
  description: 'This customer was merged into another, whom Location names.',
  schema: Type.Object({ movedTo: Type.String({ format: 'uuid' }) }, { $id: 'MovedCustomer' }),
};

/** Not to be remembered by caches, `no-store` sees to it: a merge can be undone. */
export const movedTo = (id: string, rest = '') =>
  reply(308, { movedTo: id }, { location: `/api/customers/${id}${rest}` });
