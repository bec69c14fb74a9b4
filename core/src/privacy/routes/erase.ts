import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute } from '../../http/route.ts';
import { erasureReasons, givenReasons } from '../erase/erasure.ts';

const Counts = Type.Record(
  Type.String(),
  Type.Object({
    deleted: Type.Optional(Type.Integer()),
    anonymised: Type.Optional(Type.Integer()),
    overwritten: Type.Optional(Type.Integer()),
  }),
  { description: 'Rows by table, as `sales.receipt`.' },
);

export const ErasureSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    customerIds: Type.Array(Type.String({ format: 'uuid' }), {
      description: 'The customer, and those that had been merged into it.',
    }),
    erasedAt: Type.String({ format: 'date-time' }),
    reason: Type.Enum([...erasureReasons]),
    counts: Counts,
  },
  { $id: 'Erasure', description: 'That somebody was erased. It tells of nobody.' },
);

export const eraseRoute = ({ privacy }: Core) =>
  defineRoute({
    method: 'DELETE',
    path: '/api/customers/{id}',
    summary: 'Erase a person everywhere',
    description:
      'Core, every plugin, those that were removed too. What the law says must stay, as receipts, is made nobody’s. ' +
      'It can’t be undone. Erased again, nothing happens, and the answer is the same.',
    tag: 'Privacy',
    permission: 'privacy.write',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    query: Type.Object(
      {
        reason: Type.Optional(
          Type.Enum([...givenReasons], { default: 'request', description: 'Why; `request` where absent.' }),
        ),
        oppose: Type.Optional(
          Type.Boolean({
            description:
              'Remember, as keyed fingerprints, that their contact points must not be written to. True where they ' +
              'asked or objected; what they had refused is remembered in any case.',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    // It writes its own entries, one for each customer.
    unaudited: true,
    responses: { 200: { description: 'What was erased.', schema: ErasureSchema } },
    async handler({ params: { id }, query: { reason = 'request', oppose }, caller }, { principal }) {
      return privacy.erase(id, {
        by: principal,
        caller,
        reason,
        ...(oppose === undefined ? {} : { oppose }),
      });
    },
  });
