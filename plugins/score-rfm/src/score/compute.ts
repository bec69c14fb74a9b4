import { type Database, profilingObjectors, type RawBuilder, sql } from '@chaland/core';
import type { PurchaseSummaryRow } from '@chaland/sales/contract';
import { type Measure, modelVersion } from '../measure.ts';

export interface Computation {
  runId: string;
  /** `YYYY-MM-DD` */
  asOf: string;
  currency: string;
  computedAt: Date;
}

/**
 * Scores every customer who bought something until the as-of day, in one statement, in place of the values of
 * the computation before. The score of a measure is ceil(5 × average rank / n): customers with the same value
 * share the mean of their ranks, and so their score. Rank 1 is the worst: the longest ago, the fewest, the least.
 * @param summary sales' own relation of purchases: {@link PurchaseSummaryRow}
 */
export async function computeScores(
  db: Database,
  summary: RawBuilder<PurchaseSummaryRow>,
  computation: Computation,
): Promise<void> {
  const buyers = sql`
    select customer_id, recency_days, sale_count, net from ${summary} as summary
    where sale_count > 0 and ${mayBeScored}`;
  const ranked = sql`
    select *, count(*) over () as ranked,
      ${twiceTheRank('recency_days', 'desc')} as recency_rank2,
      ${twiceTheRank('sale_count', 'asc')} as frequency_rank2,
      ${twiceTheRank('net', 'asc')} as monetary_rank2
    from buyer`;
  await writeScores(db, buyers, ranked, computation);
  await db.query('delete from score_rfm.value where run_id <> $1', [computation.runId]);
  await keepRanks(db);
}

/** The ranks that each raw value has in this computation. */
async function keepRanks(db: Database): Promise<void> {
  await db.query('delete from score_rfm.rank');
  for (const { measure, column } of measured) {
    await db.rows(sql`
      insert into score_rfm.rank (measure, value, rank2)
      select distinct ${measure}::text, ${sql.ref(column)}::bigint, (2 * ${sql.ref(`${measure}_rank`)})::bigint
      from score_rfm.value`);
  }
}

/**
 * Scores some customers anew, by the ranks of the computation: a value that nobody had then is halfway between its
 * neighbours. So the outcome depends on the customer and the computation alone, whoever else was merged since.
 * @param summary of these customers at least
 * @param among how many were ranked
 */
export async function rescore(
  db: Database,
  summary: RawBuilder<PurchaseSummaryRow>,
  customerIds: readonly string[],
  computation: Computation,
  among: number,
): Promise<void> {
  await db.rows(sql`delete from score_rfm.value where customer_id = any(${customerIds}::uuid[])`);
  const buyers = sql`
    select customer_id, recency_days, sale_count, net from ${summary} as summary
    where sale_count > 0 and customer_id = any(${customerIds}::uuid[]) and ${mayBeScored}`;
  const ranks = measured.map(
    ({ measure, column }) => sql`${rankOfValue(measure, column)} as ${sql.ref(`${measure}_rank2`)}`,
  );
  const ranked = sql`select buyer.*, ${among}::bigint as ranked, ${sql.join(ranks)} from buyer`;
  await writeScores(db, buyers, ranked, computation);
}

/** A score is profiling: who objected to it, or to marketing, has none. */
const mayBeScored = sql`not exists (
  select from ${profilingObjectors()} as objector where objector.customer_id = summary.customer_id)`;

const measured = [
  { measure: 'recency', column: 'recency_days' },
  { measure: 'frequency', column: 'sale_count' },
  { measure: 'monetary', column: 'net' },
] as const satisfies readonly { measure: Measure; column: string }[];

/** The mean of the nearest ranks at or below, and at or above: both the same where the value is known. */
function rankOfValue(measure: Measure, column: string) {
  const nearest = (comparison: '<=' | '>=', order: 'desc' | 'asc') => sql`(
    select rank2 from score_rfm.rank
    where measure = ${measure} and value ${sql.raw(comparison)} ${sql.ref(`buyer.${column}`)}
    order by value ${sql.raw(order)} limit 1)`;
  const [below, above] = [nearest('<=', 'desc'), nearest('>=', 'asc')];
  return sql`(coalesce(${below}, ${above}) + coalesce(${above}, ${below})) / 2`;
}

/**
 * @param buyers whom to score, with their raw values
 * @param ranked selects from `buyer`, with the number of the ranked and twice the rank by each measure
 */
async function writeScores(
  db: Database,
  buyers: RawBuilder<unknown>,
  ranked: RawBuilder<unknown>,
  { runId, asOf, currency, computedAt }: Computation,
): Promise<void> {
  await db.rows(sql`
    with buyer as materialized (${buyers}), ranked as (${ranked})
    insert into score_rfm.value (
      customer_id, run_id, model_version, as_of, currency, computed_at, recency, frequency, monetary,
      recency_days, sale_count, net, recency_rank, frequency_rank, monetary_rank, ranked
    )
    select customer_id, ${runId}::uuid, ${modelVersion}::int, ${asOf}::date, ${currency}::text,
      ${computedAt}::timestamptz,
      ${fifthOf('recency_rank2')}, ${fifthOf('frequency_rank2')}, ${fifthOf('monetary_rank2')},
      recency_days, sale_count, net, recency_rank2 / 2.0, frequency_rank2 / 2.0, monetary_rank2 / 2.0, ranked
    from ranked
    order by customer_id
    on conflict (customer_id) do update set
      run_id = excluded.run_id,
      model_version = excluded.model_version,
      as_of = excluded.as_of,
      currency = excluded.currency,
      computed_at = excluded.computed_at,
      recency = excluded.recency,
      frequency = excluded.frequency,
      monetary = excluded.monetary,
      recency_days = excluded.recency_days,
      sale_count = excluded.sale_count,
      net = excluded.net,
      recency_rank = excluded.recency_rank,
      frequency_rank = excluded.frequency_rank,
      monetary_rank = excluded.monetary_rank,
      ranked = excluded.ranked`);
}

/** Twice the average rank is a whole number, and the score's ceiling exact. */
const twiceTheRank = (column: string, direction: 'asc' | 'desc') => sql`
  2 * rank() over (order by ${sql.ref(column)} ${sql.raw(direction)})
    + count(*) over (partition by ${sql.ref(column)}) - 1`;

/** ceil(5 × (rank2 / 2) / n) in whole numbers. */
const fifthOf = (rank2: string) => sql`(5 * ${sql.ref(rank2)} + 2 * ranked - 1) / (2 * ranked)`;
