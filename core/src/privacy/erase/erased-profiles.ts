import { createHmac, hkdfSync } from 'node:crypto';
import { byteaArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { SecretKey } from '../../setting/secret-key.ts';

/** A profile as its source knows it. */
export interface SourceKey {
  source: string;
  key: string;
}

/** The secret key serves several ends: each has a key of its own. */
const keyFor = (key: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'chaland erased profile', 32));

const fingerprint = (secret: Buffer, { source, key }: SourceKey): string =>
  createHmac('sha256', secret).update(`${source}\u0000${key}`).digest().toString('latin1');

/**
 * Remembers the profiles of who is being erased, by each key that their source may name them by, so that what it said of
 * them before doesn't bring them back: moments and consents have keys of their own to be known by, statements have none.
 * @throws CHL_SECRET_KEY_MISSING
 */
export async function rememberErased(
  db: Database,
  secretKey: Pick<SecretKey, 'toWrite'>,
  profileIds: readonly string[],
  now: Date,
): Promise<void> {
  const known = await db.query<SourceKey>(
    `select p.source, p.key from chaland.profile p where p.id = any($1::uuid[])
     union
     select p.source, i.kind || ':' || i.value
     from chaland.profile p join chaland.profile_identifier i on i.profile_id = p.id
     where p.id = any($1::uuid[]) and i.kind <> 'source:' || p.source`,
    [uuidArray(profileIds)],
  );
  if (known.length === 0) return;
  const secret = keyFor(secretKey.toWrite());
  await db.query(
    `insert into chaland.erased_profile as known (fingerprint, erased_at)
     select distinct fingerprint, $2::timestamptz from unnest($1::bytea[]) as t (fingerprint) order by fingerprint
     on conflict (fingerprint) do update set erased_at = greatest(known.erased_at, excluded.erased_at)`,
    [byteaArray(known.map((one) => fingerprint(secret, one))), now],
  );
}

/**
 * When whom a source names by a key was erased, in order; undefined for everybody else.
 * @throws CHL_SECRET_KEY_MISSING where somebody was erased, and the key is gone
 */
export async function erasedAt(
  db: Database,
  secretKey: Pick<SecretKey, 'toRead'>,
  keys: readonly SourceKey[],
): Promise<(Date | undefined)[]> {
  // Where nobody was erased, no key is needed.
  const any = await db.query('select 1 from chaland.erased_profile limit 1', [], {
    name: 'chaland.any-erased-profile',
  });
  if (keys.length === 0 || any.length === 0) return keys.map(() => undefined);
  const secret = keyFor(secretKey.toRead());
  const rows = await db.query<{ ord: number; erasedAt: Date }>(
    `select asked.ord::int as ord, e.erased_at as "erasedAt"
     from unnest($1::bytea[]) with ordinality as asked (fingerprint, ord)
     join chaland.erased_profile e on e.fingerprint = asked.fingerprint`,
    [byteaArray(keys.map((one) => fingerprint(secret, one)))],
    { name: 'chaland.erased-profiles' },
  );
  const found = new Map(rows.map(({ ord, erasedAt }) => [ord - 1, erasedAt]));
  return keys.map((_key, index) => found.get(index));
}
