import { createHmac, hkdfSync } from 'node:crypto';
import { type ContactPoint, contactRef } from '../consent/contact-point.ts';
import { byteaArray, textArray, uuidArray } from '../data/binary-array.ts';
import type { Database } from '../data/database.ts';
import type { SecretKey } from '../setting/secret-key.ts';

/** The secret key serves several ends: each has a key of its own. */
const keyFor = (key: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'chaland opposition', 32));

const fingerprint = (key: Buffer, point: ContactPoint): string =>
  createHmac('sha256', key).update(contactRef(point)).digest().toString('latin1');

/**
 * Since when contact points must not be written to for marketing, though whoever held them was erased: by
 * {@link contactRef}; the others are absent. A consent that was given later counts again.
 */
export async function opposedSince(
  db: Database,
  secretKey: Pick<SecretKey, 'toRead'>,
  points: readonly ContactPoint[],
): Promise<Map<string, Date>> {
  if (points.length === 0 || !(await anyOpposition(db))) return new Map();
  const key = keyFor(secretKey.toRead());
  const rows = await db.query<{ ord: number; since: Date }>(
    `select asked.ord::int as ord, o.since
     from unnest($1::bytea[]) with ordinality as asked (fingerprint, ord)
     join chaland.opposition o on o.fingerprint = asked.fingerprint`,
    [byteaArray(points.map((point) => fingerprint(key, point)))],
    { name: 'chaland.opposed-since' },
  );
  return new Map(rows.map(({ ord, since }) => [contactRef(points[ord - 1]!), since]));
}

/** Where nobody was erased, no key is needed. */
async function anyOpposition(db: Database): Promise<boolean> {
  const found = await db.query('select 1 from chaland.opposition limit 1', [], {
    name: 'chaland.any-opposition',
  });
  return found.length > 0;
}

/** Adds contact points to the list. @throws CHL_SECRET_KEY_MISSING */
export async function oppose(
  db: Database,
  secretKey: SecretKey,
  points: readonly ContactPoint[],
  now: Date,
): Promise<void> {
  if (points.length === 0) return;
  const key = keyFor(secretKey.toWrite());
  await db.query(
    `insert into chaland.opposition as known (fingerprint, kind, since)
     select distinct on (fingerprint) fingerprint, kind, $3::timestamptz
     from unnest($1::bytea[], $2::text[]) as t (fingerprint, kind) order by fingerprint
     on conflict (fingerprint) do update set since = greatest(known.since, excluded.since)`,
    [
      byteaArray(points.map((point) => fingerprint(key, point))),
      textArray(points.map(({ kind }) => kind)),
      now,
    ],
  );
}

/** The contact points of these profiles that advertising was refused for, or of which it was withdrawn. */
export const refusedPoints = (
  db: Database,
  profileIds: readonly string[],
  kinds: readonly string[],
): Promise<ContactPoint[]> =>
  db.query<ContactPoint>(
    `select distinct i.kind, i.value
     from chaland.profile_identifier i
     where i.profile_id = any($1::uuid[]) and i.kind = any($2::text[])
       and exists (
         select from chaland.consent_state s join chaland.purpose p on p.code = s.purpose
         where s.profile_id = any($1::uuid[]) and p.marketing and s.state in ('refused', 'withdrawn')
           and (s.contact_value is null or (s.contact_kind, s.contact_value) = (i.kind, i.value)))`,
    [uuidArray(profileIds), textArray(kinds)],
  );
