import { uuidArray } from '../data/binary-array.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';
import { appendToLedger } from './ledger/append.ts';

/**
 * Takes everything personal out of the consents of profiles, and says so in their chains: what is left are ids, scopes,
 * states and times, which still verify. Part of the caller's transaction, after `lockScope` with `move`.
 * @returns how many records lost their personal part
 */
export async function eraseConsents(
  db: Database,
  profileIds: readonly string[],
  now: Date,
): Promise<{ details: number }> {
  const ids = [uuidArray([...new Set(profileIds)])];
  const chains = await db.query<{ profileId: string }>(
    `select h.profile_id as "profileId"
     from chaland.consent_head h join chaland.consent last on last.profile_id = h.profile_id and last.n = h.n
     where h.profile_id = any($1::uuid[]) and last.state <> 'erased'
     order by h.profile_id`,
    ids,
  );
  const details = await db.query(
    'delete from chaland.consent_detail where profile_id = any($1::uuid[]) returning 1',
    ids,
  );
  await db.query('delete from chaland.consent_state where profile_id = any($1::uuid[])', ids);
  // The keys stay: what is delivered again brings nobody back. The content's digest could be tried out.
  await db.query('update chaland.consent_key set digest = null where profile_id = any($1::uuid[])', ids);
  await appendToLedger(
    db,
    chains.map(({ profileId }) => ({
      profileId,
      id: uuidv7(now.getTime()),
      state: 'erased',
      purpose: null,
      brandId: null,
      channel: null,
      contactKind: null,
      noticeId: null,
      language: null,
      noticeHash: null,
      occurredAt: now,
      recordedAt: now,
      expiresAt: null,
      personal: null,
    })),
  );
  return { details: details.length };
}
