import { textArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Database } from '../../data/database.ts';

/** What was recorded under a key. */
export interface Recorded {
  consentId: string;
  profileId: string;
  /** Null once the content was erased. */
  digest: string | null;
}

/** What is known of keys, by key. */
export async function readKeys(db: Database, keys: Iterable<string>): Promise<Map<string, Recorded>> {
  const rows = await db.query<Recorded & { key: string }>(
    `select encode(k.key, 'hex') as key, k.consent_id as "consentId", k.profile_id as "profileId",
            encode(k.digest, 'hex') as digest
     from unnest($1::text[]) as asked (key) join chaland.consent_key k on k.key = decode(asked.key, 'hex')`,
    [textArray([...keys])],
    { name: 'chaland.read-consent-keys' },
  );
  return new Map(rows.map(({ key, ...recorded }) => [key, recorded]));
}

/** Takes keys, in their order. @returns false where a rival took one of them meanwhile */
export async function claimKeys(
  db: Database,
  claims: readonly { key: string; digest: string; consentId: string; profileId: string }[],
): Promise<boolean> {
  const { key, digest, consentId, profileId } = columns(claims, 'key', 'digest', 'consentId', 'profileId');
  const claimed = await db.query(
    `insert into chaland.consent_key (key, digest, consent_id, profile_id)
     select decode(key, 'hex'), decode(digest, 'hex'), consent_id, profile_id
     from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[]) as t (key, digest, consent_id, profile_id)
     order by key collate "C"
     on conflict do nothing returning 1`,
    [textArray(key), textArray(digest), uuidArray(consentId), uuidArray(profileId)],
    { name: 'chaland.claim-consent-keys' },
  );
  return claimed.length === claims.length;
}
