import { textArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Database } from '../../data/database.ts';
import { type ContactPoint, contactRef } from '../contact-point.ts';
import type { Stated } from './decide.ts';
import type { StandingMerge } from './joined.ts';

/** A profile with the customer that it is counted to now, and its home: who it is where no merge stands. */
export interface ProfileOf {
  profileId: string;
  customerId: string;
  homeId: string;
}

/** The profiles of customers, in one statement of two steps: customers and profiles may live on different nodes. */
export const readProfiles = (db: Database, customerIds: readonly string[]): Promise<ProfileOf[]> =>
  db.query<ProfileOf>(
    `with mine as materialized (
       select customer_id, profile_id from chaland.customer_profile where customer_id = any($1::uuid[])
     )
     select p.id as "profileId", mine.customer_id as "customerId", p.home_id as "homeId"
     from mine join chaland.profile p on p.id = mine.profile_id`,
    [uuidArray(customerIds)],
    { name: 'chaland.consent-profiles' },
  );

interface StateRow extends Omit<Stated, 'at' | 'expiresAt' | 'contactPoint'> {
  kind: string | null;
  value: string | null;
  at: Date;
  expiresAt: Date | null;
}

const stateColumns = `s.profile_id as "profileId", s.purpose, s.brand_id as "brandId", s.channel,
  s.contact_kind as kind, s.contact_value as value, s.state, s.n, s.id, s.occurred_at as at, s.expires_at as "expiresAt"`;

const stated = ({ kind, value, at, expiresAt, ...row }: StateRow): Stated => ({
  ...row,
  contactPoint: kind !== null && value !== null ? { kind, value } : null,
  at: at.getTime(),
  expiresAt: expiresAt?.getTime() ?? null,
});

/** What profiles said about purposes. */
export async function readStates(
  db: Database,
  profileIds: readonly string[],
  purposes: readonly string[],
): Promise<Stated[]> {
  const rows = await db.query<StateRow>(
    `select ${stateColumns} from chaland.consent_state s
     where s.profile_id = any($1::uuid[]) and s.purpose = any($2::text[])`,
    [uuidArray(profileIds), textArray(purposes)],
    { name: 'chaland.consent-states' },
  );
  return rows.map(stated);
}

/** The records that are the last of their profile and scope. A soft opt-in is not, where something was said of that. */
export async function currentIds(db: Database, profileIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct on (profile_id, purpose, brand_id, channel, contact_kind, contact_value) id
     from chaland.consent_state where profile_id = any($1::uuid[])
     order by profile_id, purpose, brand_id, channel, contact_kind, contact_value,
       soft`,
    [uuidArray(profileIds)],
    { name: 'chaland.current-consents' },
  );
  return rows.map(({ id }) => id);
}

/** When each profile said its last word, in milliseconds since 1970. */
export async function latestOf(
  db: Database,
  profileIds: Iterable<string>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ profileId: string; at: Date }>(
    `select profile_id as "profileId", max(occurred_at) as at from chaland.consent_state
     where profile_id = any($1::uuid[]) group by profile_id`,
    [uuidArray([...profileIds])],
    { name: 'chaland.latest-consents' },
  );
  return new Map(rows.map(({ profileId, at }) => [profileId, at.getTime()]));
}

/** What anybody said about contact points, for any purpose. */
export async function readStatesOfContacts(db: Database, points: readonly ContactPoint[]): Promise<Stated[]> {
  if (points.length === 0) return [];
  const { kind, value } = columns(points, 'kind', 'value');
  const rows = await db.query<StateRow>(
    `select ${stateColumns} from unnest($1::text[], $2::text[]) as asked (kind, value)
     join chaland.consent_state s on s.contact_kind = asked.kind and s.contact_value = asked.value`,
    [textArray(kind), textArray(value)],
    { name: 'chaland.consent-states-of-contacts' },
  );
  return rows.map(stated);
}

/**
 * The customers that contact points answer for now, by `contactRef`. One that too many people share answers for
 * nobody.
 */
export async function readHolders(
  db: Database,
  points: readonly ContactPoint[],
): Promise<ReadonlyMap<string, string>> {
  if (points.length === 0) return new Map();
  const { kind, value } = columns(points, 'kind', 'value');
  const rows = await db.query<ContactPoint & { customerId: string }>(
    `with held as materialized (
       select i.kind, i.value, i.profile_id from unnest($1::text[], $2::text[]) as asked (kind, value)
       join chaland.identifier i on i.kind = asked.kind and i.value = asked.value
       where i.quarantined_at is null
     )
     select held.kind, held.value, p.customer_id as "customerId"
     from held join chaland.profile p on p.id = held.profile_id`,
    [textArray(kind), textArray(value)],
    { name: 'chaland.contact-holders' },
  );
  return new Map(rows.map((row) => [contactRef(row), row.customerId]));
}

/** The standing merges above homes, up to their roots. */
export async function readMerges(db: Database, homes: readonly string[]): Promise<StandingMerge[]> {
  if (homes.length === 0) return [];
  const rows = await db.query<Omit<StandingMerge, 'madeAt'> & { madeAt: Date }>(
    `with recursive way as (
       select m.loser_id, m.survivor_id, m.made_at from chaland.merge m
       where m.loser_id = any($1::uuid[]) and m.undone_at is null
       union
       select m.loser_id, m.survivor_id, m.made_at from way
       join chaland.merge m on m.loser_id = way.survivor_id and m.undone_at is null
     )
     select loser_id as "loserId", survivor_id as "survivorId", made_at as "madeAt" from way`,
    [uuidArray(homes)],
    { name: 'chaland.standing-merges' },
  );
  return rows.map((row) => ({ ...row, madeAt: row.madeAt.getTime() }));
}
