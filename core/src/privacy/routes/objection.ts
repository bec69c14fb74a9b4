import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute, reply } from '../../http/route.ts';

export const objectionRoute = ({ privacy }: Core) =>
  defineRoute({
    method: 'POST',
    path: '/api/customers/{id}/objection',
    summary: 'Record that a person objects to marketing',
    description:
      'Article 21(2) and (3) GDPR: marketing is refused on every channel, and profiling for it too. What they agree to later counts again.',
    tag: 'Privacy',
    permission: 'privacy.write',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object(
      {
        how: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 100,
            description: 'How it was said: `e-mail`, `store`, `phone`…',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    responses: {
      201: {
        description: 'Recorded.',
        schema: Type.Object({
          purposes: Type.Array(Type.String(), { description: 'That are refused now.' }),
        }),
      },
    },
    async handler({ params: { id }, body, audit }) {
      const purposes = await privacy.objectToMarketing(id, body);
      audit({ kind: 'customer', id, action: 'objection', changes: { purposes } });
      return reply(201, { purposes });
    },
  });
