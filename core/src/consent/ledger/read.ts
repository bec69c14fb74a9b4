import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { ConsentDetail, ConsentRecord } from '../consents.ts';

interface Row extends Omit<ConsentRecord, 'contactPoint' | 'notice' | 'detail'> {
  noticeCode: string | null;
  noticeVersion: number | null;
  language: string | null;
  noticeHash: string | null;
  detail: string | null;
}

const select = `
  select c.id, c.profile_id as "profileId", c.n, c.state, c.purpose, b.code as brand, c.channel,
         notice.code as "noticeCode", notice.version as "noticeVersion", c.language,
         encode(c.notice_hash, 'hex') as "noticeHash", c.occurred_at as time, c.recorded_at as "recordedAt",
         c.expires_at as "expiresAt", d.detail
  from chaland.consent c
  left join chaland.consent_detail d on d.profile_id = c.profile_id and d.n = c.n
  left join chaland.brand b on b.id = c.brand_id
  left join chaland.notice notice on notice.id = c.notice_id`;

/** All records of some profiles, those said last first. */
export async function recordsOf(db: Database, profileIds: readonly string[]): Promise<ConsentRecord[]> {
  const rows = await db.query<Row>(
    `${select} where c.profile_id = any($1::uuid[]) order by c.occurred_at desc, c.recorded_at desc, c.n desc`,
    [uuidArray(profileIds)],
  );
  return rows.map(recordOf);
}

export async function recordById(db: Database, id: string): Promise<ConsentRecord | undefined> {
  const [row] = await db.query<Row>(`${select} where c.id = $1`, [id]);
  return row && recordOf(row);
}

function recordOf({ noticeCode, noticeVersion, language, noticeHash, detail, ...row }: Row): ConsentRecord {
  const known = detail === null ? null : (JSON.parse(detail) as ConsentDetail);
  return {
    ...row,
    contactPoint: known?.contactPoint ?? null,
    notice:
      noticeCode === null
        ? null
        : { code: noticeCode, version: noticeVersion!, language, sha256: noticeHash! },
    detail: known,
  };
}
