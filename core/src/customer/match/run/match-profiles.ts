import { textArray, uuidArray } from '../../../data/binary-array.ts';
import type { Database } from '../../../data/database.ts';
import { kindOfKey } from '../block/key-number.ts';
import { largestBlock } from '../block/keys.ts';
import { createScorer, type Scorer } from '../model/score.ts';
import type { MatchRecord } from '../record.ts';
import { defaultMatchingSettings, type MatchingSettings } from '../settings.ts';
import { keysOf } from './keys-of.ts';
import { keepMatchRecords } from './match-records.ts';
import { currentModel } from './models.ts';
import { bigintArray } from './number-array.ts';
import { type Candidate, forgetOtherPairs, inOrder, keepPairs } from './pairs-found.ts';
import { readRecords } from './read-records.ts';

export interface MatchProfilesOptions {
  /** ISO 3166-1 alpha-2: what addresses without one are read with. */
  country: string;
  now: Date;
  settings?: Pick<MatchingSettings, 'review'>;
  /** Looks for names that are spelt alike where nothing else finds anybody: some 20 ms for each profile at a million. */
  alike?: boolean;
}

/** Names that are looked up by their spelling in one call: it is slow. */
const mostAlike = 50;
/** Shares of common groups of three letters; PostgreSQL's own default of 0.3 finds half of all names. */
const leastAlike = 0.6;

/**
 * Compares new and changed profiles with everybody: first with those who share a key, and where that finds nobody
 * likely, with those whose names are spelt alike. Their pairs of before are forgotten where they are none any more.
 * Part of the current unit of work, if there is one.
 * @returns the pairs at or above the review threshold, which `chaland.match_pair` now holds
 */
export async function matchProfiles(
  db: Database,
  profileIds: readonly string[],
  { country, now, settings = defaultMatchingSettings, alike = true }: MatchProfilesOptions,
): Promise<Candidate[]> {
  if (profileIds.length === 0) return [];
  return db.transaction(async () => {
    const read = await readRecords(db, profileIds, country);
    const keys = read.map(({ record }) => keysOf(record));
    await keepMatchRecords(db, read, keys);
    const { id: model, model: weights } = await currentModel(db);
    const scorer = createScorer(weights);
    const known = new Map(read.map(({ record }) => [record.profileId, record]));
    const found = new Map<string, Candidate>();

    async function compare(pairs: readonly Pair[]): Promise<void> {
      const unknown = [...new Set(pairs.map(({ other }) => other))].filter((id) => !known.has(id));
      for (const { record } of await readRecords(db, unknown, country)) known.set(record.profileId, record);
      for (const { one, other } of pairs) {
        const pair = inOrder(one, other);
        const ref = `${pair.profileA} ${pair.profileB}`;
        const score = found.has(ref)
          ? undefined
          : scoreOf(scorer, known.get(pair.profileA), known.get(pair.profileB));
        if (score && score.probability >= settings.review) found.set(ref, { ...score, ...pair, model });
      }
    }
    await compare(
      await sharingKeys(
        db,
        read.map(({ record }) => record.profileId),
        keys,
      ),
    );
    if (alike) {
      const likely = new Set([...found.values()].flatMap(({ profileA, profileB }) => [profileA, profileB]));
      const alone = read.map(({ record }) => record).filter(({ profileId }) => !likely.has(profileId));
      await compare(await namedAlike(db, alone.slice(0, mostAlike)));
    }
    const candidates = [...found.values()];
    await forgetOtherPairs(db, profileIds, candidates);
    await keepPairs(db, candidates, now);
    return candidates;
  });
}

interface Pair {
  one: string;
  other: string;
}

function scoreOf(scorer: Scorer, a: MatchRecord | undefined, b: MatchRecord | undefined) {
  return a && b && a.customerId !== b.customerId ? scorer.explain(a, b) : undefined;
}

/** Who shares a key with them that few enough have. */
async function sharingKeys(
  db: Database,
  ids: readonly string[],
  keys: readonly (readonly number[])[],
): Promise<Pair[]> {
  const all = bigintArray([...new Set(keys.flat())]);
  const common = await db.query<{ key: number }>(
    'select key from chaland.match_common_key where key = any($1::bigint[])',
    [all],
    { name: 'chaland.match-common-keys' },
  );
  const tooCommon = new Set(common.map(({ key }) => key));
  const asked = keys.flatMap((own, index) =>
    own.filter((key) => !tooCommon.has(key)).map((key) => ({ one: ids[index]!, key })),
  );
  const rows = await db.query<Pair & { key: number }>(
    `with hit as materialized (
       select profile_id, keys from chaland.match_record where keys && $3::bigint[]
     )
     select asked.id as one, asked.key, hit.profile_id as other
     from hit cross join lateral unnest(hit.keys) as own (key)
     join unnest($1::uuid[], $2::bigint[]) as asked (id, key) on asked.key = own.key`,
    [
      uuidArray(asked.map(({ one }) => one)),
      bigintArray(asked.map(({ key }) => key)),
      bigintArray([...new Set(asked.map(({ key }) => key))]),
    ],
    { name: 'chaland.match-by-key' },
  );
  const blocks = Map.groupBy(rows, ({ one, key }) => `${one} ${key}`).values();
  return [...blocks]
    .filter((block) => block.length <= largestBlock(kindOfKey(block[0]!.key)))
    .flat()
    .filter(({ one, other }) => one !== other);
}

/** Whose names have nearly the same letters. */
async function namedAlike(db: Database, records: readonly MatchRecord[]): Promise<Pair[]> {
  const named = records.filter(({ firstName, lastName }) => firstName !== '' && lastName.length > 2);
  if (named.length === 0) return [];
  await db.query(`select set_config('pg_trgm.similarity_threshold', $1, true)`, [String(leastAlike)]);
  return db.query<Pair>(
    `select asked.id as one, other.profile_id as other
     from unnest($1::uuid[], $2::text[]) as asked (id, name)
     cross join lateral (
       select r.profile_id from chaland.match_record r
       where r.name <> '' and r.name % asked.name and r.profile_id <> asked.id
       order by similarity(r.name, asked.name) desc, r.profile_id limit 20) as other`,
    [
      uuidArray(named.map(({ profileId }) => profileId)),
      textArray(named.map(({ firstName, lastName }) => `${firstName} ${lastName}`)),
    ],
    { name: 'chaland.match-by-name' },
  );
}
