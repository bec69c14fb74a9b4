import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, cursorOf, isText } from '../../http/page.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { TextSchema } from '../../text.ts';
import { personKinds } from '../retention/policy.ts';
import { retentionJob } from '../retention/run.ts';

const tag = 'Privacy';
const time = Type.String({ format: 'date-time' });

const PolicySchema = Type.Object({
  id: Type.String(),
  title: TextSchema,
  person: Type.Enum([...personKinds]),
  data: Type.Enum(['person', 'moments']),
  types: Type.Optional(Type.Array(Type.String())),
  months: Type.Integer(),
  source: TextSchema,
});
const RunSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: Type.Enum(['running', 'done', 'stopped']),
  startedAt: time,
  finishedAt: Type.Union([time, Type.Null()]),
  lookedAt: Type.Integer(),
  counts: Type.Record(Type.String(), Type.Integer(), { description: 'Persons by policy.' }),
});

/** How long data is kept: the policies, who would go, and the runs. */
export const retentionRoutes = ({ privacy, jobs }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/privacy/retention',
    summary: 'The retention policies as they stand, and the last runs',
    tag,
    permission: 'privacy.read',
    responses: {
      200: {
        description: 'The retailer’s own policies, then those of plugins that they don’t replace.',
        schema: Type.Object({ policies: Type.Array(PolicySchema), runs: Type.Array(RunSchema) }),
      },
    },
    handler: async () => ({
      policies: await privacy.retention.policies(),
      runs: await privacy.retention.runs(),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/privacy/retention/dry-run',
    summary: 'Who would go by the retention policies, and why',
    description:
      'Nothing is erased. A page may hold fewer than asked for, or none, and still have a next one.',
    tag,
    permission: 'privacy.read',
    writes: 'nothing',
    body: Type.Object(
      {
        cursor: Type.Optional(Type.String()),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 })),
      },
      { additionalProperties: false },
    ),
    responses: {
      200: {
        description: 'Those whose time is over.',
        schema: Type.Object({
          items: Type.Array(
            Type.Object({
              customer: Type.String({ format: 'uuid' }),
              person: Type.Enum([...personKinds]),
              data: Type.Enum(['person', 'moments']),
              policy: Type.String(),
              lastContactAt: time,
            }),
          ),
          lookedAt: Type.Integer({ description: 'Customers looked at for this page.' }),
          next: Type.Union([Type.String(), Type.Null()]),
        }),
      },
    },
    async handler({ body: { cursor, limit = 100 }, audit }) {
      const after = afterCursor(cursor, isText) ?? null;
      const { due, lookedAt, next } = await privacy.retention.dryRun({ after, limit });
      audit({ kind: 'customer', id: due.map(({ customerId }) => customerId), action: 'retention-dry-run' });
      return {
        items: due.map(({ customerId, person, policy, lastContactAt }) => ({
          customer: customerId,
          person,
          data: policy.data,
          policy: policy.id,
          lastContactAt,
        })),
        lookedAt,
        next: next === null ? null : cursorOf(next),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/privacy/retention/run',
    summary: 'Erase what is due by the retention policies, in the background',
    tag,
    permission: 'privacy.write',
    responses: {
      202: {
        description: 'Queued; null where it is queued already. GET /api/privacy/retention tells how it goes.',
        schema: Type.Object({ run: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]) }),
      },
    },
    async handler({ audit }) {
      const run = await jobs.enqueue(retentionJob, {}, { key: 'run' });
      audit({ kind: 'retention', id: run ?? '', action: 'run' });
      return reply(202, { run });
    },
  }),
];
