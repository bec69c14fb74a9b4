import type { Core } from '../http/core.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { SessionSchema } from './access-schemas.ts';

/** Who is asking. */
export const sessionRoutes = ({ access }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/session',
    summary: 'Who I am and what I may',
    tag: 'Access',
    permission: '*',
    unaudited: true,
    responses: { 200: { description: 'The holder of the key.', schema: SessionSchema } },
    async handler(_request, { principal }) {
      const { kind, id, name } = principal;
      const ids = [...access.permissions.keys()].sort();
      const everywhere = ids.filter((permission) => principal.may(permission));
      return {
        principal: { kind, id, name },
        everywhere,
        somewhere: ids.filter(
          (permission) => !everywhere.includes(permission) && principal.mayAnywhere(permission),
        ),
      };
    },
  }),
];
