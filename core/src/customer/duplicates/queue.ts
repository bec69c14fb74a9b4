import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { type MatchBand, matchBands } from '../match/bands.ts';
import type { MatchingSettings } from '../match/settings.ts';
import { isKeyId, type Row, readOn, type Section } from '../read/sections.ts';
import { type Reach, visible } from '../read/visible.ts';
import { pairId } from './pair-id.ts';

/** Two customers who may be one person, as they were found. */
export interface FoundPair {
  /** `<a>~<b>` */
  id: string;
  /** The smaller id first. */
  a: string;
  b: string;
  /** 'match' by what they say of themselves, 'identifier' by one that both have. */
  rule: 'match' | 'identifier';
  /** Of being one person, 0 to 1; null where nothing was compared. */
  probability: number | null;
  /** Bits that speak for and against, as matching tells them. */
  evidence: unknown;
  band: MatchBand;
  foundAt: Date;
}

type FoundRow = Omit<FoundPair, 'id' | 'a' | 'b' | 'band'> & {
  one: string;
  other: string;
  model: number;
  key: (string | number)[];
  /** Neither one by now nor told apart, and not listed before. */
  open: boolean;
};

export interface QueueOptions {
  settings: MatchingSettings;
  reach: Reach;
  band?: MatchBand | undefined;
  cursor: string | undefined;
  limit: number;
}

/**
 * Who may be the same person, a page at a time: first those that matching found, the most likely first, then those
 * who share an identifier, the newest first.
 */
export function readQueue(db: Database, { settings, reach, band, cursor, limit }: QueueOptions) {
  const bandOf = matchBands(settings);
  const item = ({ one, other, model, key, open, ...found }: FoundRow): FoundPair => ({
    ...found,
    id: pairId(one, other),
    a: one < other ? one : other,
    b: one < other ? other : one,
    band: found.probability === null ? 'review' : bandOf({ probability: found.probability, model }),
  });
  const openPairs = new Set<string>();
  const rowOf = (row: FoundRow): Row<FoundPair> => {
    const found = item(row);
    if (row.open) openPairs.add(found.id);
    return { item: found, key: row.key, again: () => !row.open };
  };
  const sections: Section<FoundPair>[] = [
    {
      id: 'match',
      fits: ([probability, a, b]) => typeof probability === 'number' && isKeyId(a) && isKeyId(b),
      read: async (after, size) =>
        (
          await db.query<FoundRow>(matched, [
            after?.[0] ?? 2,
            after?.[1] ?? nobody,
            after?.[2] ?? nobody,
            settings.review,
            size,
          ])
        ).map(rowOf),
    },
    {
      id: 'identifier',
      fits: ([a, b]) => isKeyId(a) && isKeyId(b),
      read: async (after, size) =>
        (
          await db.query<FoundRow>(sharing, [
            after?.[0] ?? everybody,
            after?.[1] ?? everybody,
            settings.review,
            size,
          ])
        ).map(rowOf),
    },
  ];
  return readOn(sections, {
    cursor,
    limit,
    ahead: 50,
    async prepare(rows) {
      const ids = [...new Set(rows.flatMap(({ item: { a, b } }) => [a, b]))];
      const seen = await visible(db, ids, reach);
      return ({ a, b, band: own }) => seen.has(a) && seen.has(b) && (band === undefined || band === own);
    },
  });
}

const nobody = '00000000-0000-0000-0000-000000000000';
const everybody = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Who was told apart. @param one, other homes */
const apart = (one: string, other: string) => `exists (
  select from chaland.not_same n where n.customer_id = least(${one}, ${other}) and n.other_id = greatest(${one}, ${other}))`;

/** Another pair of profiles of the same two customers that comes before this one, or any. */
const betterMatch = (one: string, other: string, before: string) => `exists (
  select from chaland.customer_profile x, chaland.customer_profile y, chaland.match_pair better
  where x.customer_id = ${one} and y.customer_id = ${other}
    and better.profile_a = least(x.profile_id, y.profile_id)
    and better.profile_b = greatest(x.profile_id, y.profile_id) and ${before})`;

const matched = `
  with page as materialized (
    select * from chaland.match_pair m
    where (-m.probability, m.profile_a, m.profile_b) > (-$1::real, $2::uuid, $3::uuid) and m.probability >= $4::real
    order by -m.probability, m.profile_a, m.profile_b limit $5
  )
  select 'match' as rule, page.probability::float8 as probability, page.evidence, page.model,
    page.found_at as "foundAt", a.customer_id as one, b.customer_id as other,
    jsonb_build_array(page.probability::float8, page.profile_a, page.profile_b) as key,
    a.customer_id <> b.customer_id and not ${apart('a.home_id', 'b.home_id')}
      and not ${betterMatch('a.customer_id', 'b.customer_id', '(-better.probability, better.profile_a, better.profile_b) < (-page.probability, page.profile_a, page.profile_b)')} as open
  from page join chaland.profile a on a.id = page.profile_a join chaland.profile b on b.id = page.profile_b
  order by -page.probability, page.profile_a, page.profile_b`;

const sharing = `
  with page as materialized (
    select customer_id, other_id, max(created_at) as found_at
    from chaland.possible_duplicate d
    where (customer_id, other_id) < ($1::uuid, $2::uuid)
    group by customer_id, other_id order by customer_id desc, other_id desc limit $4
  )
  select 'identifier' as rule, null::float8 as probability, null as evidence, 0 as model, page.found_at as "foundAt",
    coalesce(a.merged_into, a.id) as one, coalesce(b.merged_into, b.id) as other,
    jsonb_build_array(page.customer_id, page.other_id) as key,
    coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id) and not ${apart('a.id', 'b.id')}
      and not ${betterMatch('coalesce(a.merged_into, a.id)', 'coalesce(b.merged_into, b.id)', 'better.probability >= $3::real')} as open
  from page join chaland.customer a on a.id = page.customer_id join chaland.customer b on b.id = page.other_id
  order by page.customer_id desc, page.other_id desc`;

/** Those who were told apart, the latest first; who has become one all the same is left out. */
export const readDismissed = (
  db: Database,
  { after, limit }: { after?: readonly [at: string, a: string, b: string] | undefined; limit: number },
) =>
  db.query<{ a: string; b: string; madeAt: Date; madeBy: unknown; reason: string | null; at: string }>(
    `select n.customer_id as a, n.other_id as b, n.made_at as "madeAt", n.made_by as "madeBy", n.reason,
       n.made_at::text as at
     from chaland.not_same n
       join chaland.customer a on a.id = n.customer_id and a.merged_into is null
       join chaland.customer b on b.id = n.other_id and b.merged_into is null
     where $1::timestamptz is null or (n.made_at, n.customer_id, n.other_id) < ($1::timestamptz, $2::uuid, $3::uuid)
     order by n.made_at desc, n.customer_id desc, n.other_id desc limit $4`,
    [after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
  );

/** Everything that was found of one pair: identifiers that both have, and the likeliest comparison. */
export async function readPair(db: Database, a: string, b: string) {
  const pair = [uuidArray([a]), uuidArray([b])];
  const shared = await db.query<{ kind: string; value: string; verified: boolean; quarantined: boolean }>(
    `select i.kind, i.value, bool_and(i.verified and j.verified) as verified, bool_or(held.quarantined_at is not null) as quarantined
     from chaland.customer_profile x join chaland.profile_identifier i on i.profile_id = x.profile_id
       join chaland.customer_profile y on y.customer_id = any($2::uuid[])
       join chaland.profile_identifier j on j.profile_id = y.profile_id and j.kind = i.kind and j.value = i.value
       left join chaland.identifier held on held.kind = i.kind and held.value = i.value
     where x.customer_id = any($1::uuid[]) and i.until is null and j.until is null
     group by i.kind, i.value order by i.kind, i.value`,
    pair,
  );
  const [match] = await db.query<{ probability: number; evidence: unknown; model: number; foundAt: Date }>(
    `select m.probability::float8 as probability, m.evidence, m.model, m.found_at as "foundAt"
     from chaland.customer_profile x, chaland.customer_profile y, chaland.match_pair m
     where x.customer_id = any($1::uuid[]) and y.customer_id = any($2::uuid[])
       and m.profile_a = least(x.profile_id, y.profile_id) and m.profile_b = greatest(x.profile_id, y.profile_id)
     order by m.probability desc, m.profile_a, m.profile_b limit 1`,
    pair,
  );
  const [told] = await db.query<{ at: Date; by: unknown; reason: string | null }>(
    `select made_at as at, made_by as by, reason from chaland.not_same
     where customer_id = least($1::uuid, $2::uuid) and other_id = greatest($1::uuid, $2::uuid)`,
    [a, b],
  );
  return { shared, match, dismissed: told ?? null };
}
