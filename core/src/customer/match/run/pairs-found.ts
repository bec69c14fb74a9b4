import { textArray, uuidArray } from '../../../data/binary-array.ts';
import { columns } from '../../../data/columns.ts';
import type { Database } from '../../../data/database.ts';
import type { PairScore } from '../model/score.ts';
import { intArray } from './number-array.ts';

/** Two profiles of different customers who may be one person. */
export interface Candidate extends PairScore {
  /** The smaller id. */
  profileA: string;
  profileB: string;
  /** The number of the model that scored it. */
  model: number;
}

/** Two profiles in the order in which they are kept. */
export const inOrder = (a: string, b: string): { profileA: string; profileB: string } =>
  a < b ? { profileA: a, profileB: b } : { profileA: b, profileB: a };

/** Keeps pairs, over what was found of them before. Profiles that are gone by now, or one customer's, are left out. */
export async function keepPairs(db: Database, pairs: readonly Candidate[], at: Date): Promise<void> {
  if (pairs.length === 0) return;
  const { profileA, profileB, probability, weight, evidence, model } = columns(
    pairs,
    'profileA',
    'profileB',
    'probability',
    'weight',
    'evidence',
    'model',
  );
  await db.query(
    `insert into chaland.match_pair (profile_a, profile_b, probability, weight, evidence, model, found_at)
     select t.a, t.b, t.probability::real, t.weight::real, t.evidence::jsonb, t.model, $7
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[])
       as t (a, b, probability, weight, evidence, model)
     join chaland.profile pa on pa.id = t.a
     join chaland.profile pb on pb.id = t.b
     where pa.customer_id <> pb.customer_id
     on conflict (profile_a, profile_b) do update
     set probability = excluded.probability, weight = excluded.weight, evidence = excluded.evidence,
       model = excluded.model, found_at = excluded.found_at`,
    [
      uuidArray(profileA),
      uuidArray(profileB),
      textArray(probability.map(String)),
      textArray(weight.map(String)),
      textArray(evidence.map((steps) => JSON.stringify(steps.map(rounded)))),
      intArray(model),
      at,
    ],
  );
}

/** Bits to a thousandth, shares to four digits: people read them. */
const rounded = (step: PairScore['evidence'][number]) => ({
  ...step,
  bits: Math.round(step.bits * 1_000) / 1_000,
  ...(step.tf === undefined ? {} : { tf: Number(step.tf.toPrecision(4)) }),
});

/** Forgets pairs that a run over the whole base, begun at this time, found no more. */
export async function forgetPairsBefore(db: Database, at: Date): Promise<void> {
  await db.query('delete from chaland.match_pair where found_at < $1', [at]);
}

/** Forgets the pairs of some profiles that are not among those found now. */
export async function forgetOtherPairs(
  db: Database,
  profileIds: readonly string[],
  found: readonly Candidate[],
): Promise<void> {
  const kept = columns(found, 'profileA', 'profileB');
  await db.query(
    `delete from chaland.match_pair p
     where (p.profile_a = any($1::uuid[]) or p.profile_b = any($1::uuid[]))
       and not exists (
         select from unnest($2::uuid[], $3::uuid[]) as k (a, b) where k.a = p.profile_a and k.b = p.profile_b)`,
    [uuidArray(profileIds), uuidArray(kept.profileA), uuidArray(kept.profileB)],
  );
}
