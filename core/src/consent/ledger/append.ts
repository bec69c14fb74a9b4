import { intArray, textArray, timestamptzArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Database } from '../../data/database.ts';
import { pipelined } from '../../data/pipeline.ts';
import { nothingPersonal, type Personal, personalHash } from './personal.ts';
import { chainStart, type LedgerRow, rowHash } from './row.ts';

/** A row that is to be appended: its place and hashes are the chain's. */
export type NewRow = Omit<LedgerRow, 'n' | 'personal'> & { personal: Personal | null };

interface Head {
  profileId: string;
  n: number;
  hash: string;
}

/**
 * Appends rows to the chains of their profiles, in the order given, in four statements. The profiles' customers are
 * locked by the caller (`lockScope`), so that nobody appends to the same chain meanwhile.
 * @returns the rows with their places
 */
export async function appendToLedger(db: Database, rows: readonly NewRow[]): Promise<LedgerRow[]> {
  if (rows.length === 0) return [];
  const heads = await lockHeads(db, new Set(rows.map(({ profileId }) => profileId)));
  const appended = rows.map(({ personal, ...row }) => {
    const head = heads.get(row.profileId) ?? { profileId: row.profileId, n: 0, hash: chainStart };
    const placed: LedgerRow = {
      ...row,
      n: head.n + 1,
      personal: personal ? personalHash(personal) : nothingPersonal,
    };
    const hash = rowHash(placed, head.hash);
    heads.set(row.profileId, { profileId: row.profileId, n: placed.n, hash });
    return { row: placed, hash, personal };
  });
  await pipelined([writeRows(db, appended), writeDetails(db, appended), writeHeads(db, [...heads.values()])]);
  return appended.map(({ row }) => row);
}

async function lockHeads(db: Database, profileIds: ReadonlySet<string>): Promise<Map<string, Head>> {
  const rows = await db.query<Head>(
    `select profile_id as "profileId", n, encode(hash, 'hex') as hash from chaland.consent_head
     where profile_id = any($1::uuid[]) order by profile_id for update`,
    [uuidArray([...profileIds])],
    { name: 'chaland.lock-consent-heads' },
  );
  return new Map(rows.map((head) => [head.profileId, head]));
}

interface Appended {
  row: LedgerRow;
  hash: string;
  personal: Personal | null;
}

const bytes = (column: string) => `decode(${column}, 'hex')`;

function writeRows(db: Database, appended: readonly Appended[]) {
  const row = columns(
    appended.map(({ row }) => row),
    'profileId',
    'n',
    'id',
    'state',
    'purpose',
    'brandId',
    'channel',
    'contactKind',
    'noticeId',
    'language',
    'noticeHash',
    'occurredAt',
    'recordedAt',
    'expiresAt',
    'personal',
  );
  const times = (dates: readonly (Date | null)[]) =>
    timestamptzArray(dates.map((date) => date?.getTime() ?? null));
  return db.query(
    `insert into chaland.consent (profile_id, n, id, state, purpose, brand_id, channel, contact_kind, notice_id,
       language, notice_hash, occurred_at, recorded_at, expires_at, personal, hash)
     select profile_id, n, id, state, purpose, brand_id, channel, contact_kind, notice_id, language,
       ${bytes('notice_hash')}, occurred_at, recorded_at, expires_at, ${bytes('personal')}, ${bytes('hash')}
     from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[],
       $9::uuid[], $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[], $15::text[],
       $16::text[])
       as t (profile_id, n, id, state, purpose, brand_id, channel, contact_kind, notice_id, language, notice_hash,
         occurred_at, recorded_at, expires_at, personal, hash)`,
    [
      uuidArray(row.profileId),
      intArray(row.n),
      uuidArray(row.id),
      textArray(row.state),
      textArray(row.purpose),
      uuidArray(row.brandId),
      textArray(row.channel),
      textArray(row.contactKind),
      uuidArray(row.noticeId),
      textArray(row.language),
      textArray(row.noticeHash),
      times(row.occurredAt),
      times(row.recordedAt),
      times(row.expiresAt),
      textArray(row.personal),
      textArray(appended.map(({ hash }) => hash)),
    ],
    { name: 'chaland.append-consents' },
  );
}

function writeDetails(db: Database, appended: readonly Appended[]) {
  const kept = appended.flatMap(({ row: { profileId, n }, personal }) =>
    personal ? [{ profileId, n, ...personal }] : [],
  );
  const { profileId, n, salt, detail } = columns(kept, 'profileId', 'n', 'salt', 'detail');
  return db.query(
    `insert into chaland.consent_detail (profile_id, n, salt, detail)
     select profile_id, n, ${bytes('salt')}, detail
     from unnest($1::uuid[], $2::int[], $3::text[], $4::text[]) as t (profile_id, n, salt, detail)`,
    [uuidArray(profileId), intArray(n), textArray(salt), textArray(detail)],
    { name: 'chaland.write-consent-details' },
  );
}

function writeHeads(db: Database, heads: readonly Head[]) {
  const { profileId, n, hash } = columns(heads, 'profileId', 'n', 'hash');
  return db.query(
    `insert into chaland.consent_head (profile_id, n, hash)
     select profile_id, n, ${bytes('hash')} from unnest($1::uuid[], $2::int[], $3::text[]) as t (profile_id, n, hash)
     order by profile_id
     on conflict (profile_id) do update set n = excluded.n, hash = excluded.hash`,
    [uuidArray(profileId), intArray(n), textArray(hash)],
    { name: 'chaland.write-consent-heads' },
  );
}
