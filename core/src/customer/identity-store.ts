import { boolArray, smallintArray, textArray, uuidArray } from '../data/binary-array.ts';
import { columns } from '../data/columns.ts';
import type { Connection } from '../data/connection.ts';
import type { Claim, Holding, Key, Resolution } from './resolve.ts';

/** Reads who answers for identifiers. Joined by ids: identifiers and profiles may live on different nodes. */
export async function readHoldings(
  connection: Connection,
  identifiers: Iterable<Key>,
  into = new Map<string, Holding>(),
): Promise<Map<string, Holding>> {
  const { kind, value, ref } = columns(identifiers, 'kind', 'value', 'ref');
  const rows = await connection.query<Holding & { ord: number }>(
    `with held as materialized (
       select asked.ord::int as ord, i.kind || ':' || i.value as key, i.profile_id, i.verified, i.shared_by,
              i.allowed, i.quarantined_at is not null as quarantined
       from unnest($1::text[], $2::text[]) with ordinality as asked (kind, value, ord)
       join chaland.identifier i on i.kind = asked.kind and i.value = asked.value
     )
     select held.ord, held.profile_id as "profileId", held.verified, held.shared_by as "sharedBy", held.allowed,
            held.quarantined, p.customer_id as "customerId",
            p.home_id as "homeId", p.source, case when p.key = held.key then p.source end as "keyOf"
     from held join chaland.profile p on p.id = held.profile_id`,
    [textArray(kind), textArray(value)],
    { name: 'chaland.read-holdings' },
  );
  for (const row of rows) into.set(ref[row.ord - 1]!, row);
  return into;
}

/**
 * Takes identifiers that nobody had. They are taken in the order of the key, whoever takes them, so that two
 * batches can wait for each other but never both at once.
 * @returns the ones that somebody else had taken meanwhile
 */
export async function claimIdentifiers(
  connection: Connection,
  claims: ReadonlyMap<string, Claim>,
): Promise<Claim[]> {
  const rows = [...claims.values()];
  const { kind, value, profileId, verified } = columns(rows, 'kind', 'value', 'profileId', 'verified');
  const lost = await connection.query<{ ord: number }>(
    `with asked as materialized (
       select * from unnest($1::text[], $2::text[], $3::uuid[], $4::bool[])
         with ordinality as t (kind, value, profile_id, verified, ord)
     ), claimed as (
       insert into chaland.identifier (kind, value, profile_id, verified)
       select kind, value, profile_id, verified from asked order by kind collate "C", value collate "C"
       on conflict do nothing
       returning kind, value
     )
     select asked.ord::int as ord from asked
     where (asked.kind, asked.value) not in (select kind, value from claimed)`,
    [textArray(kind), textArray(value), uuidArray(profileId), boolArray(verified)],
    { name: 'chaland.claim-identifiers' },
  );
  return lost.map(({ ord }) => rows[ord - 1]!);
}

/** Points identifiers that this transaction claimed at the profiles that they turned out to belong to. */
export async function repointClaims(
  connection: Connection,
  before: ReadonlyMap<string, Claim>,
  after: ReadonlyMap<string, Claim>,
): Promise<void> {
  const changed = [...after].filter(([ref, { profileId, verified }]) => {
    const claimed = before.get(ref);
    return claimed && (claimed.profileId !== profileId || claimed.verified !== verified);
  });
  if (changed.length === 0) return;
  const { kind, value, profileId, verified } = columns(
    changed.map(([, row]) => row),
    'kind',
    'value',
    'profileId',
    'verified',
  );
  await connection.query(
    `update chaland.identifier i set profile_id = t.profile_id, verified = t.verified
     from unnest($1::text[], $2::text[], $3::uuid[], $4::bool[]) as t (kind, value, profile_id, verified)
     where i.kind = t.kind and i.value = t.value`,
    [textArray(kind), textArray(value), uuidArray(profileId), boolArray(verified)],
  );
}

/**
 * Holds the profiles through which new ones join a customer, so that no merge moves them and no erasure removes
 * them before the new ones are there. `key share` lets everything else pass.
 * @returns false when one moved meanwhile: what was decided no longer holds
 */
export async function holdJoined(
  connection: Connection,
  joined: ReadonlyMap<string, string>,
): Promise<boolean> {
  const rows = await connection.query<{ id: string; customerId: string }>(
    `select id, customer_id as "customerId" from chaland.profile
     where id = any($1::uuid[]) order by id for key share`,
    [uuidArray([...joined.keys()])],
    { name: 'chaland.hold-joined' },
  );
  return rows.length === joined.size && rows.every(({ id, customerId }) => joined.get(id) === customerId);
}

/** What a row of `customer` or `profile` starts with, where a moment told something of the person. */
export interface Founded {
  customer(id: string): { attributes: string; displayName: string | null; searchName: string | null };
  profile(id: string): { attributes: string; since: string; said: string };
}

/** Writes what was decided; `claims` are there already. The statements are sent, not waited for. */
export function writeResolution(
  connection: Connection,
  { customers, profiles, assertions, verifications, duplicates, shares, limitOf }: Resolution,
  founded: Founded,
  now: Date,
): Promise<unknown>[] {
  const sent: Promise<unknown>[] = [];
  const send = (name: string, text: string, values: readonly unknown[]) =>
    sent.push(connection.query(text, values, { name: `chaland.${name}` }));

  if (customers.length > 0) {
    const { attributes, displayName, searchName } = columns(
      customers.map(founded.customer),
      'attributes',
      'displayName',
      'searchName',
    );
    send(
      'found-customers',
      `insert into chaland.customer (id, attributes, display_name, search_name, created_at, updated_at)
       select id, attributes::jsonb, display_name, search_name, $5::timestamptz, $5::timestamptz
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as t (id, attributes, display_name, search_name)`,
      [uuidArray(customers), textArray(attributes), textArray(displayName), textArray(searchName), now],
    );
  }
  if (profiles.length > 0) {
    const { id, source, key, customerId, homeId, joinedVia, joinedBy } = columns(
      profiles,
      'id',
      'source',
      'key',
      'customerId',
      'homeId',
      'joinedVia',
      'joinedBy',
    );
    const { attributes, since, said } = columns(id.map(founded.profile), 'attributes', 'since', 'said');
    send(
      'found-profiles',
      `insert into chaland.profile
         (id, source, key, customer_id, attributes, attributes_since, created_at, updated_at, home_id,
          joined_via, joined_by, attributes_said)
       select id, source, key, customer_id, attributes::jsonb, since::jsonb, $7::timestamptz, $7::timestamptz,
              home_id, joined_via, joined_by, said::jsonb
       from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $8::uuid[], $9::uuid[],
         $10::text[], $11::text[])
         as t (id, source, key, customer_id, attributes, since, home_id, joined_via, joined_by, said)`,
      [
        uuidArray(id),
        textArray(source),
        textArray(key),
        uuidArray(customerId),
        textArray(attributes),
        textArray(since),
        now,
        uuidArray(homeId),
        uuidArray(joinedVia),
        textArray(joinedBy),
        textArray(said),
      ],
    );
    send(
      'found-customer-profiles',
      `insert into chaland.customer_profile (customer_id, profile_id) select * from unnest($1::uuid[], $2::uuid[])`,
      [uuidArray(customerId), uuidArray(id)],
    );
  }
  if (assertions.size > 0) {
    const { profileId, kind, value, raw, verified } = columns(
      assertions.values(),
      'profileId',
      'kind',
      'value',
      'raw',
      'verified',
    );
    const limits = shares ? [...new Set(kind)].map((one) => [one, limitOf(one)] as const) : [];
    send(
      shares ? 'assert-shared-identifiers' : 'assert-identifiers',
      shares ? countingSharers : assertIdentifiers,
      [
        uuidArray(profileId),
        textArray(kind),
        textArray(value),
        textArray(raw),
        boolArray(verified),
        now,
        ...(shares
          ? [
              textArray(limits.map(([one]) => one)),
              smallintArray(limits.map(([, limit]) => (limit < 2 ** 15 ? limit : null))),
            ]
          : []),
      ],
    );
  }
  if (verifications.size > 0) {
    const { kind, value } = columns(sorted(verifications), 'kind', 'value');
    send(
      'verify-identifiers',
      `update chaland.identifier i set verified = true
       from unnest($1::text[], $2::text[]) as t (kind, value)
       where i.kind = t.kind and i.value = t.value and not i.verified`,
      [textArray(kind), textArray(value)],
    );
  }
  if (duplicates.length > 0) {
    const pairs = duplicates.map(({ customerId, otherId, kind, value }) =>
      customerId < otherId
        ? { older: customerId, newer: otherId, kind, value }
        : { older: otherId, newer: customerId, kind, value },
    );
    const { older, newer, kind, value } = columns(pairs, 'older', 'newer', 'kind', 'value');
    send(
      'possible-duplicates',
      `insert into chaland.possible_duplicate (customer_id, other_id, kind, value, created_at)
       select *, $5::timestamptz from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) order by 1, 2, 3, 4
       on conflict do nothing`,
      [uuidArray(older), uuidArray(newer), textArray(kind), textArray(value), now],
    );
  }
  return sent;
}

const assertIdentifiers = `
  insert into chaland.profile_identifier as known (profile_id, kind, value, raw, verified, since)
  select *, $6::timestamptz
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bool[]) as t (profile_id, kind, value)
  order by profile_id, kind collate "C", value collate "C"
  on conflict (profile_id, kind, value) do update set verified = true
  where excluded.verified and not known.verified`;

/** Who had it already is not counted again. A quarantined one isn't counted any more: nothing would come of it. */
const countingSharers = `
  with asserted as (
    ${assertIdentifiers} returning profile_id, kind, value, xmax = 0 as is_new
  ), sharers as (
    select i.kind, i.value, count(*)::int as n
    from asserted a join chaland.identifier i on i.kind = a.kind and i.value = a.value
    where a.is_new and i.profile_id <> a.profile_id and i.quarantined_at is null
    group by i.kind, i.value order by i.kind, i.value
  )
  update chaland.identifier i
  set shared_by = i.shared_by + s.n,
      quarantined_at = case when i.shared_by + s.n > coalesce(i.allowed, l.most) then $6::timestamptz end
  from sharers s join unnest($7::text[], $8::int2[]) as l (kind, most) on l.kind = s.kind
  where i.kind = s.kind and i.value = s.value and i.quarantined_at is null`;

/** In the order of their keys, so that two batches lock rows in one order. */
const sorted = <Row>(rows: ReadonlyMap<string, Row>): Row[] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
