import type { Database } from '../../../data/database.ts';
import type { LedgerRow } from '../row.ts';

/** A profile's chain as it stands, for tests that forge it. */
export const ledgerRows = (db: Database, profileId: string): Promise<(LedgerRow & { hash: string })[]> =>
  db.query(
    `select profile_id as "profileId", n, id, state, purpose, brand_id as "brandId", channel,
            contact_kind as "contactKind", notice_id as "noticeId", language,
            encode(notice_hash, 'hex') as "noticeHash", occurred_at as "occurredAt", recorded_at as "recordedAt",
            expires_at as "expiresAt", encode(personal, 'hex') as personal, encode(hash, 'hex') as hash
     from chaland.consent where profile_id = $1 order by n`,
    [profileId],
  );
