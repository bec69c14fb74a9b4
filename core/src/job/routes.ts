import { Type } from 'typebox';
import type { Core } from '../http/core.ts';
import { defineRoute, type Route, reply } from '../http/route.ts';
import { TextSchema } from '../text.ts';

const tag = 'Jobs';
const nullableText = Type.Union([Type.String(), Type.Null()]);
const nullableTime = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);

const JobSchema = Type.Object({
  id: Type.String({ examples: ['score-rfm.score'] }),
  plugin: Type.String(),
  title: TextSchema,
  schedule: Type.Union([Type.String(), Type.Null()], {
    description: "Cron, five fields, in the deployment's time zone.",
  }),
  nextRunAt: nullableTime,
  queued: Type.Integer(),
  running: Type.Integer(),
  progress: Type.Union(
    [Type.Object({ done: Type.Integer(), total: Type.Union([Type.Integer(), Type.Null()]) }), Type.Null()],
    { description: 'Of the run that began last, where it says.' },
  ),
  failed: Type.Integer({ description: 'Given up, in the last 30 days.' }),
  lastError: nullableText,
  lastFailedAt: nullableTime,
});

/** Jobs: what runs in the background, and running it now. */
export const jobRoutes = ({ jobs }: Pick<Core, 'jobs'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/jobs',
    summary: 'List the jobs, with what is queued, running and failed',
    tag,
    permission: 'jobs.read',
    responses: {
      200: { description: 'All of them.', schema: Type.Object({ items: Type.Array(JobSchema) }) },
    },
    handler: async () => ({ items: await jobs.status() }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/jobs/{id}/run',
    summary: 'Queue a run of a job',
    tag,
    permission: 'jobs.write',
    params: Type.Object({ id: Type.String({ examples: ['score-rfm.score'] }) }),
    body: Type.Object(
      {
        args: Type.Optional(
          Type.Record(Type.String(), Type.Unknown(), { description: "As the job's own schema says." }),
        ),
      },
      { additionalProperties: false },
    ),
    responses: {
      202: { description: 'Queued.', schema: Type.Object({ run: Type.String({ format: 'uuid' }) }) },
    },
    async handler({ params: { id }, body: { args = {} }, audit }) {
      const run = await jobs.enqueue(id, args);
      audit({ kind: 'job', id, action: 'run' });
      return reply(202, { run });
    },
  }),
];
