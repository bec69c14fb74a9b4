import { type Context, type Database, localDay, uuidv7 } from '@chaland/core';
import { salesFacts } from '@chaland/sales/contract';
import { modelVersion, type Thresholds } from '../measure.ts';
import { currencyOf } from '../settings.ts';
import { computeScores } from './compute.ts';

/** One computation of all scores, as it is stored. */
export interface Run {
  id: string;
  state: 'queued' | 'done' | 'failed';
  as_of: string;
  currency: string;
  model_version: number;
  requested_at: Date;
  computed_at: Date | null;
  customers: number | null;
  thresholds: Thresholds | null;
  error: string | null;
}

/** Today where the deployment is. */
export const today = ({ clock, locale }: Context): string => localDay(clock.now(), locale.timeZone);

/** Notes down a computation that is still to be made. */
export async function requestRun(context: Context, asOf = today(context)): Promise<Run> {
  const { db, clock } = context;
  const now = clock.now();
  const [run] = await db.query<Run>(
    `insert into score_rfm.run (id, state, as_of, currency, model_version, requested_at)
     values ($1, 'queued', $2, $3, $4, $5) returning *`,
    [uuidv7(now.getTime()), asOf, await currencyOf(context), modelVersion, now],
  );
  return run!;
}

/** Makes a computation that was requested. Made again, it replaces its own outcome. */
export async function completeRun(context: Context, runId: string): Promise<void> {
  const { db } = context;
  try {
    await db.transaction(() => complete(context, runId));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await db.query(`update score_rfm.run set state = 'failed', error = $2 where id = $1`, [runId, message]);
    throw error;
  }
}

async function complete(context: Context, runId: string): Promise<void> {
  const { db, clock, service } = context;
  await lockValues(db);
  const [run] = await db.query<Run>('select * from score_rfm.run where id = $1', [runId]);
  if (!run) throw new Error(`There is no run ${runId}`);
  const { as_of: asOf, currency } = run;
  const computedAt = clock.now();
  const summary = service(salesFacts).purchaseSummary({ asOf, currency });
  await computeScores(db, summary, { runId, asOf, currency, computedAt });
  await db.query(
    `update score_rfm.run set state = 'done', error = null, computed_at = $2, thresholds = $3::jsonb,
       customers = (select count(*) from score_rfm.value)
     where id = $1`,
    [runId, computedAt, JSON.stringify(await thresholds(db))],
  );
}

/** Held to the end of the transaction by whoever writes values: those of two would mix. */
export async function lockValues(db: Database): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('score_rfm.value', 0))`);
}

async function thresholds(db: Database): Promise<Thresholds> {
  const found = await db.query<{ measure: keyof Thresholds; score: number; value: number }>(
    `select 'recency' as measure, recency as score, max(recency_days)::bigint as value
       from score_rfm.value group by recency
     union all select 'frequency', frequency, min(sale_count) from score_rfm.value group by frequency
     union all select 'monetary', monetary, min(net) from score_rfm.value group by monetary`,
  );
  const enough: Thresholds = { recency: {}, frequency: {}, monetary: {} };
  for (const { measure, score, value } of found) enough[measure][score] = value;
  return enough;
}
