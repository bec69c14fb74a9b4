import { Type } from 'typebox';
import { visible } from '../../customer/read/visible.ts';
import type { Core } from '../../http/core.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, reply } from '../../http/route.ts';
import { ContactPointSchema } from '../schemas.ts';

/** The profile that answers for a contact point of theirs; the first one where none is named. */
const profileFor = `
  select p.customer_id as "customerId", p.profile_id as "profileId", i.profile_id is not null as holds
  from chaland.customer c
    join chaland.customer_profile p on p.customer_id = coalesce(c.merged_into, c.id)
    left join chaland.identifier i on i.profile_id = p.profile_id and i.kind = $2 and i.value = $3
  where c.id = $1
  order by i.profile_id is null, p.profile_id limit 1`;

/** A link for a seller to hand over: shown as a code at the till, read out, or sent by hand. */
export const sellersLink = ({ db, access, links }: Core) =>
  defineRoute({
    method: 'POST',
    path: '/api/customers/{id}/preference-link',
    summary: 'A link to a customer’s preference centre',
    description:
      'Whoever has it may see and change what they agreed to: give it to nobody else. Named for a contact point, it shows nothing any more once that is somebody else’s.',
    tag: 'Customers',
    permission: 'consents.write',
    permissionScope: 'somewhere',
    secret: true,
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ contactPoint: Type.Optional(ContactPointSchema) }, { additionalProperties: false }),
    responses: {
      201: {
        description: 'The link.',
        schema: Type.Object({
          url: Type.String({ format: 'uri' }),
          expiresAt: Type.String({ format: 'date-time' }),
        }),
      },
    },
    async handler(request, { principal }) {
      const {
        params: { id },
        body: { contactPoint = null },
        audit,
      } = request;
      const [found] = await db.query<{ customerId: string; profileId: string; holds: boolean }>(profileFor, [
        id,
        contactPoint?.kind ?? null,
        contactPoint?.value ?? null,
      ]);
      const reach = principal.storesFor('consents.write');
      if (
        !found ||
        (reach !== 'everywhere' && !(await visible(db, [found.customerId], reach)).has(found.customerId))
      ) {
        throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
      }
      if (contactPoint && !found.holds) {
        throw problem('CHL_INPUT_INVALID', {
          detail: 'this contact point is not the customer’s, as it is spelled here',
          pointer: '/contactPoint',
          mend: 'Send it as GET /api/customers/{id} spells it, or leave it out.',
        });
      }
      audit({ kind: 'customer', id: found.customerId, action: 'preference-link' });
      return reply(
        201,
        links.preferences({ profileId: found.profileId, contactPoint }, access.origin.of(request)),
      );
    },
  });
