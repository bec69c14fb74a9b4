import { textArray, uuidArray } from '../data/binary-array.ts';
import { columns } from '../data/columns.ts';
import type { Connection } from '../data/connection.ts';
import { type Attributes, type ProfileAttributes, sameValue, withAttributes } from './attributes.ts';
import { type GoldenRecord, goldenRecord } from './golden-record.ts';
import type { Founded } from './identity-store.ts';
import type { Resolution } from './resolve.ts';

/** What a moment said of the person behind a profile. */
export interface Told {
  profileId: string;
  attributes: Attributes;
  /** When, in ISO and UTC. */
  at: string;
}

type ProfileRow = ProfileAttributes & { id: string; customerId: string };

const nothing: ProfileAttributes = { attributes: {}, since: {} };

/**
 * Takes over what moments said of people: new profiles and customers start with it, and of the others only those
 * are written for whom something differs.
 *
 * Locks, in this order: the profiles that change, then their customers; each sorted. A customer's record is chosen
 * only once the customer is locked, so that of two profiles that change at once neither is overlooked.
 */
export async function takeAttributes(
  connection: Connection,
  told: readonly Told[],
  { profiles, customers }: Resolution,
  now: Date,
): Promise<Founded> {
  const founded = new Map<string, ProfileRow>(
    profiles.map(({ id, customerId }) => [id, { id, customerId, ...nothing }]),
  );
  apply(
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
  const affected = new Set([...changed.values()].map(({ customerId }) => customerId));
  for (const [customerId, rows] of own) {
    if (!isNew.has(customerId) && rows.some(({ attributes }) => attributes !== nothing.attributes)) {
      affected.add(customerId);
    }
  }
  if (affected.size > 0) await chooseAgain(connection, [...affected].sort(), founded, now);

  return {
    profile: (id) => {
      const { attributes, since } = founded.get(id) ?? nothing;
      return { attributes: JSON.stringify(attributes), since: JSON.stringify(since) };
    },
    customer: (id) => {
      const golden = goldenRecord(own.get(id) ?? []);
      return { ...golden, attributes: JSON.stringify(golden.attributes) };
    },
  };
}

/** Nobody said anything: what new rows start with then. */
export const unknownPeople: Founded = {
  profile: () => ({ attributes: '{}', since: '{}' }),
  customer: () => ({ attributes: '{}', displayName: null, searchName: null }),
};

/** @returns the profiles that now say something else */
function apply(profiles: Map<string, ProfileRow>, told: readonly Told[]): Map<string, ProfileRow> {
  const changed = new Map<string, ProfileRow>();
  for (const { profileId, attributes, at } of told) {
    const before = profiles.get(profileId);
    if (!before) continue;
    const after = withAttributes(before, attributes, at);
    if (after === before) continue;
    const row = { ...before, attributes: after.attributes, since: after.since };
    profiles.set(profileId, row);
    changed.set(profileId, row);
  }
  return changed;
}

async function changeProfiles(connection: Connection, told: readonly Told[], now: Date) {
  if (told.length === 0) return new Map<string, ProfileRow>();
  const differing = apply(
    await readProfiles(connection, new Set(told.map(({ profileId }) => profileId))),
    told,
  );
  if (differing.size === 0) return differing;
  const changed = apply(await readProfiles(connection, new Set(differing.keys()), 'for no key update'), told);
  const rows = [...changed.values()];
  await connection.query(
    `update chaland.profile p
     set attributes = t.attributes::jsonb, attributes_since = t.since::jsonb, updated_at = $4::timestamptz
     from unnest($1::uuid[], $2::text[], $3::text[]) as t (id, attributes, since)
     where p.id = t.id`,
    [
      uuidArray(rows.map(({ id }) => id)),
      textArray(rows.map(({ attributes }) => JSON.stringify(attributes))),
      textArray(rows.map(({ since }) => JSON.stringify(since))),
      now,
    ],
    { name: 'chaland.change-profiles' },
  );
  return changed;
}

async function readProfiles(connection: Connection, ids: ReadonlySet<string>, lock = '') {
  const rows = await connection.query<ProfileRow>(
    `select id, customer_id as "customerId", attributes, attributes_since as since
     from chaland.profile where id = any($1::uuid[]) order by id ${lock}`,
    [uuidArray([...ids])],
    { name: `chaland.read-profiles ${lock}` },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Chooses the golden records of existing customers anew, and writes the ones that differ. */
async function chooseAgain(
  connection: Connection,
  ids: readonly string[],
  founded: ReadonlyMap<string, ProfileRow>,
  now: Date,
): Promise<void> {
  const customers = await connection.query<GoldenRecord & { id: string }>(
    `select id, attributes, display_name as "displayName", search_name as "searchName"
     from chaland.customer where id = any($1::uuid[]) order by id for no key update`,
    [uuidArray(ids)],
    { name: 'chaland.lock-customers' },
  );
  const stored = await connection.query<ProfileRow>(
    `with mine as materialized (
       select customer_id, profile_id from chaland.customer_profile where customer_id = any($1::uuid[])
     )
     select p.id, p.customer_id as "customerId", p.attributes, p.attributes_since as since
     from mine join chaland.profile p on p.id = mine.profile_id`,
    [uuidArray(ids)],
    { name: 'chaland.read-profiles-of-customers' },
  );
  const byCustomer = Map.groupBy([...stored, ...founded.values()], ({ customerId }) => customerId);
  const changed = customers.flatMap((before) => {
    const after = goldenRecord(byCustomer.get(before.id) ?? []);
    const same = sameValue(before.attributes, after.attributes) && before.displayName === after.displayName;
    return same ? [] : [{ id: before.id, ...after, attributes: JSON.stringify(after.attributes) }];
  });
  if (changed.length === 0) return;
  const { id, attributes, displayName, searchName } = columns(
    changed,
    'id',
    'attributes',
    'displayName',
    'searchName',
  );
  await connection.query(
    `update chaland.customer c
     set attributes = t.attributes::jsonb, display_name = t.display_name, search_name = t.search_name,
         version = c.version + 1, updated_at = $5::timestamptz
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as t (id, attributes, display_name, search_name)
     where c.id = t.id`,
    [uuidArray(id), textArray(attributes), textArray(displayName), textArray(searchName), now],
    { name: 'chaland.change-customers' },
  );
}
