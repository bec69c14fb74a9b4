import { textArray, uuidArray } from '../data/binary-array.ts';
import type { Connection } from '../data/connection.ts';
import { type Attributes, type ProfileAttributes, withAttributes } from './attributes.ts';
import { type CompetingProfile, goldenRecord } from './golden-record.ts';
import { sourceKind } from './identifier.ts';
import type { Founded } from './identity-store.ts';
import type { Assertion, Resolution } from './resolve.ts';
import { withStatement } from './statement.ts';
import { recomputeGoldenRecords } from './survivorship/recompute.ts';
import type { SurvivorshipRules } from './survivorship/rules.ts';

/** What a source said of the person behind a profile. */
export interface Told {
  profileId: string;
  attributes: Attributes;
  /** When, in ISO and UTC. */
  at: string;
  /** Said for its own sake, in whatever order it comes; where absent, in passing, with something that happened. */
  statement?: boolean;
}

/** What new rows start with, and what of all that was told is news. */
export interface Taken extends Founded {
  news: ReadonlySet<Told>;
}

type ProfileRow = ProfileAttributes & { id: string; customerId: string };
type FoundedRow = CompetingProfile & { customerId: string };

const nothing: Required<ProfileAttributes> = { attributes: {}, since: {}, said: {} };

/**
 * Takes over what sources said of people: new profiles and customers start with it, and of the others only those
 * are written for whom something differs.
 *
 * Locks, in this order: the profiles that change, then their customers; each sorted. A customer's record is chosen
 * only once the customer is locked, so that of two profiles that change at once neither is overlooked.
 */
export async function takeAttributes(
  connection: Connection,
  told: readonly Told[],
  { profiles, customers, assertions, holdings }: Resolution,
  now: Date,
  rules: SurvivorshipRules,
): Promise<Taken> {
  const sources = new Map(profiles.map(({ id, source }) => [id, source]));
  const verified = rules.asksVerified ? newlyVerified(assertions.values(), sources) : nobody;
  if (told.length === 0 && verified.size === 0) return { ...unknownPeople, news: new Set() };

  const founded = new Map<string, FoundedRow>(
    profiles.map(({ id, customerId, source }) => [
      id,
      { id, customerId, source, verified: verified.has(id), ...nothing },
    ]),
  );
  const { news } = apply(
    founded,
    told.filter(({ profileId }) => founded.has(profileId)),
  );
  const changed = await changeProfiles(
    connection,
    told.filter(({ profileId }) => !founded.has(profileId)),
    now,
  );

  const own = Map.groupBy(founded.values(), ({ customerId }) => customerId);
  const isNew = new Set(customers);
  const affected = new Set<string>();
  for (const one of changed.news) {
    affected.add(changed.rows.get(one.profileId)!.customerId);
    news.add(one);
  }
  for (const [customerId, rows] of own) {
    if (rows.some(({ attributes }) => attributes !== nothing.attributes)) affected.add(customerId);
  }
  for (const { profileId, customerId } of holdings) if (verified.has(profileId)) affected.add(customerId);
  const existing = [...affected].filter((id) => !isNew.has(id)).sort();
  if (existing.length > 0) {
    await recomputeGoldenRecords(connection, existing, now, rules, { founded: own, verified });
  }

  return {
    news,
    profile: (id) => {
      const { attributes, since, said = {} } = founded.get(id) ?? nothing;
      return {
        attributes: JSON.stringify(attributes),
        since: JSON.stringify(since),
        said: JSON.stringify(said),
      };
    },
    customer: (id) => {
      const golden = goldenRecord(own.get(id) ?? [], rules);
      return { ...golden, attributes: JSON.stringify(golden.attributes) };
    },
  };
}

const nobody: ReadonlySet<string> = new Set();

/** Profiles with a verified identifier besides their source's own number, which each of them has. */
function newlyVerified(
  assertions: Iterable<Assertion & { profileId: string }>,
  founded: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const verified = new Set<string>();
  for (const { profileId, kind, verified: isVerified } of assertions) {
    // Only founding asserts a source's own number.
    if (isVerified && kind !== sourceKind(founded.get(profileId) ?? '')) verified.add(profileId);
  }
  return verified;
}

/** Nobody said anything: what new rows start with then. */
export const unknownPeople: Founded = {
  profile: () => ({ attributes: '{}', since: '{}', said: '{}' }),
  customer: () => ({ attributes: '{}', displayName: null, searchName: null }),
};

interface Applied<Row> {
  /** The profiles that are to be written. */
  rows: Map<string, Row>;
  /** What made them say something else, or since another time. */
  news: Set<Told>;
}

function apply<Row extends ProfileAttributes>(
  profiles: Map<string, Row>,
  told: readonly Told[],
): Applied<Row> {
  const rows = new Map<string, Row>();
  const news = new Set<Told>();
  for (const one of told) {
    const { profileId, attributes, at, statement } = one;
    const before = profiles.get(profileId);
    if (!before) continue;
    const after = statement ? withStatement(before, attributes, at) : withAttributes(before, attributes, at);
    if (after === before) continue;
    if (after.since !== before.since) news.add(one);
    const row = { ...before, ...after };
    profiles.set(profileId, row);
    rows.set(profileId, row);
  }
  return { rows, news };
}

async function changeProfiles(
  connection: Connection,
  told: readonly Told[],
  now: Date,
): Promise<Applied<ProfileRow>> {
  if (told.length === 0) return { rows: new Map(), news: new Set() };
  const differing = apply(
    await readProfiles(connection, new Set(told.map(({ profileId }) => profileId))),
    told,
  );
  if (differing.rows.size === 0) return differing;
  const changed = apply(
    await readProfiles(connection, new Set(differing.rows.keys()), 'for no key update'),
    told,
  );
  const rows = [...changed.rows.values()];
  await connection.query(
    `update chaland.profile p
     set attributes = t.attributes::jsonb, attributes_since = t.since::jsonb, attributes_said = t.said::jsonb,
         updated_at = $5::timestamptz
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as t (id, attributes, since, said)
     where p.id = t.id`,
    [
      uuidArray(rows.map(({ id }) => id)),
      textArray(rows.map(({ attributes }) => JSON.stringify(attributes))),
      textArray(rows.map(({ since }) => JSON.stringify(since))),
      textArray(rows.map(({ said = {} }) => JSON.stringify(said))),
      now,
    ],
    { name: 'chaland.change-profiles' },
  );
  return changed;
}

async function readProfiles(connection: Connection, ids: ReadonlySet<string>, lock = '') {
  const rows = await connection.query<ProfileRow>(
    `select id, customer_id as "customerId", attributes, attributes_since as since, attributes_said as said
     from chaland.profile where id = any($1::uuid[]) order by id ${lock}`,
    [uuidArray([...ids])],
    { name: `chaland.read-profiles ${lock}` },
  );
  return new Map(rows.map((row) => [row.id, row]));
}
