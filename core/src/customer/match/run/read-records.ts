import type { Database } from '../../../data/database.ts';
import type { Attributes } from '../../attributes.ts';
import { type MatchRecord, toMatchRecord } from '../record.ts';

/** A profile's record, and when the profile last changed. */
export interface ReadRecord {
  record: MatchRecord;
  updatedAt: Date;
}

interface ProfileRow {
  id: string;
  customerId: string;
  attributes: Attributes;
  updatedAt: Date;
}

interface IdentifierRow {
  profileId: string;
  kind: string;
  value: string;
}

/** Contact points only: whoever shares a card or an account has been joined by it, or kept apart on purpose. */
const contactPoints = `
  select i.profile_id as "profileId", i.kind, i.value
  from chaland.profile_identifier i
  left join chaland.identifier now on now.kind = i.kind and now.value = i.value and now.quarantined_at is not null
  where i.kind in ('email', 'phone') and i.until is null and now.kind is null`;

/** The records of some profiles; none for those that are gone. A till's dummy e-mail, in quarantine, isn't among them. */
export async function readRecords(
  db: Database,
  profileIds: readonly string[],
  country: string,
): Promise<ReadRecord[]> {
  const profiles = await db.query<ProfileRow>(
    `select id, customer_id as "customerId", attributes, updated_at as "updatedAt"
     from chaland.profile where id = any($1::uuid[])`,
    [profileIds],
    { name: 'chaland.match-profiles' },
  );
  const identifiers = await db.query<IdentifierRow>(
    `${contactPoints} and i.profile_id = any($1::uuid[])`,
    [profileIds],
    { name: 'chaland.match-identifiers' },
  );
  return together(profiles, identifiers, country);
}

/** All records, page by page in the order of the profiles' ids; the next page is fetched while one is worked on. */
export async function* eachPage(
  db: Database,
  country: string,
  pageSize = 5_000,
): AsyncGenerator<ReadRecord[]> {
  let next = readPage(db, null, pageSize);
  for (;;) {
    const { profiles, identifiers } = await next;
    if (profiles.length === 0) return;
    next = readPage(db, profiles.at(-1)!.id, pageSize);
    // Nobody waits for it where the reader gives up.
    next.catch(() => {});
    yield together(profiles, identifiers, country);
  }
}

async function readPage(db: Database, after: string | null, limit: number) {
  const profiles = await db.query<ProfileRow>(
    `select id, customer_id as "customerId", attributes, updated_at as "updatedAt"
     from chaland.profile where $1::uuid is null or id > $1::uuid order by id limit $2`,
    [after, limit],
  );
  if (profiles.length === 0) return { profiles, identifiers: [] };
  const identifiers = await db.query<IdentifierRow>(`${contactPoints} and i.profile_id between $1 and $2`, [
    profiles[0]!.id,
    profiles.at(-1)!.id,
  ]);
  return { profiles, identifiers };
}

function together(
  profiles: readonly ProfileRow[],
  identifiers: readonly IdentifierRow[],
  country: string,
): ReadRecord[] {
  const own = Map.groupBy(identifiers, ({ profileId }) => profileId);
  return profiles.map(({ updatedAt, ...profile }) => ({
    updatedAt,
    record: toMatchRecord({ ...profile, identifiers: own.get(profile.id) ?? [] }, country),
  }));
}
