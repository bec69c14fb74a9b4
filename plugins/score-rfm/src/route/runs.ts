import { afterCursor, pageOf, pageQuery, pageSchema, problem, reply, route, sql, Type } from '@chaland/core';
import { readScores, runScores } from '../permissions.ts';
import { type Run, requestRun, today } from '../score/run.ts';

const perScore = (description: string) => Type.Record(Type.String(), Type.Integer(), { description });
const orNull = { time: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]) };

export const RunSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: Type.Union([Type.Literal('queued'), Type.Literal('done'), Type.Literal('failed')]),
  asOf: Type.String({ format: 'date' }),
  currency: Type.String(),
  modelVersion: Type.Integer(),
  requestedAt: Type.String({ format: 'date-time' }),
  computedAt: orNull.time,
  customers: Type.Union([Type.Integer(), Type.Null()], { description: 'How many were scored' }),
  thresholds: Type.Union(
    [
      Type.Object({
        recency: perScore('Days at most, per score'),
        frequency: perScore('Sales at least, per score'),
        monetary: perScore('Minor units at least, per score'),
      }),
      Type.Null(),
    ],
    { description: 'What was just enough for each score' },
  ),
});

/** A run as the API tells it; why one failed is in the logs and with its job. */
export const runView = (run: Run) => ({
  id: run.id,
  state: run.state,
  asOf: run.as_of,
  currency: run.currency,
  modelVersion: run.model_version,
  requestedAt: run.requested_at,
  computedAt: run.computed_at,
  customers: run.customers,
  thresholds: run.thresholds,
});

export const startRun = route({
  method: 'POST',
  path: '/api/x/score-rfm/runs',
  summary: 'Score all customers as of a day',
  description: 'The scores take the place of those of the run before.',
  tag: 'RFM scores',
  permission: runScores.id,
  body: Type.Object(
    {
      asOf: Type.Optional(
        Type.String({
          format: 'date',
          description: 'Purchases until this day count, those of the day included; today where absent',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  responses: { 202: { description: 'The run, queued', schema: RunSchema } },
  async handler({ body: { asOf }, audit }, context) {
    if (asOf !== undefined && asOf > today(context)) {
      throw problem('CHL_INPUT_INVALID', { detail: 'asOf lies in the future', pointer: '/asOf' });
    }
    const run = await context.db.transaction(async () => {
      const requested = await requestRun(context, asOf);
      await context.jobs.enqueue('score-rfm.score', { run: requested.id });
      return requested;
    });
    audit({ kind: 'score-rfm.run', id: run.id, action: 'create' });
    return reply(202, runView(run), { location: `/api/x/score-rfm/runs/${run.id}` });
  },
});

export const oneRun = route({
  method: 'GET',
  path: '/api/x/score-rfm/runs/{id}',
  summary: 'One run and how far it is',
  tag: 'RFM scores',
  permission: readScores.id,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  responses: { 200: { description: 'The run', schema: RunSchema } },
  async handler({ params: { id } }, { db }) {
    const [run] = await db.query<Run>('select * from score_rfm.run where id = $1', [id]);
    if (!run) throw problem('CHL_NOT_FOUND', { detail: 'there is no such run', pointer: '/params/id' });
    return runView(run);
  },
});

export const listRuns = route({
  method: 'GET',
  path: '/api/x/score-rfm/runs',
  summary: 'Runs, the latest first',
  tag: 'RFM scores',
  permission: readScores.id,
  query: Type.Object(pageQuery),
  responses: { 200: { description: 'A page of them', schema: pageSchema(RunSchema) } },
  async handler({ query: { cursor, limit = 50 } }, { db }) {
    // Ids are in the order of their time.
    const after = afterCursor(
      cursor,
      (key): key is string => typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key),
    );
    const rows = await db.rows<Run>(sql`
      select * from score_rfm.run ${after ? sql`where id < ${after}::uuid` : sql``}
      order by id desc limit ${limit + 1}`);
    const { items, next } = pageOf(rows, limit, ({ id }) => id);
    return { items: items.map(runView), next };
  },
});
