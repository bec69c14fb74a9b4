import { Buffer } from 'node:buffer';
import { boolArray, jsonbArray, smallintArray, textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { MomentTypeRegistry } from '../../moment/registry.ts';
import type { Nobody } from './nobody.ts';

/** A whole row of `chaland.moment`; times as the database writes them, to the microsecond. */
interface Row {
  profile_id: string;
  at: string;
  id: string;
  seq: string;
  tx: string;
  lane: number;
  epoch: number;
  type: string;
  version: number;
  source: string;
  source_key: string;
  store_id: string | null;
  staff_id: string | null;
  live: boolean;
  recorded_at: string;
  data: unknown;
}

const atOnce = 500;

export interface MomentSelection {
  profileIds: readonly string[];
  /** Only what happened before. */
  before?: Date;
  /** Only these types. */
  types?: readonly string[] | undefined;
}

/**
 * Erases moments as their types say: deleted, or without what is personal and nobody's. One that stays keeps its place
 * on the stream, so that no subscription reads it twice, and none that has yet to come to it misses it. A type whose
 * plugin is gone can't say what is personal in it: its moments are deleted.
 * @returns how many were deleted and anonymised
 */
export async function eraseMoments(
  db: Database,
  types: Pick<MomentTypeRegistry, 'get'>,
  { profileIds, before, types: only }: MomentSelection,
  nobody: Nobody,
): Promise<{ deleted: number; anonymised: number }> {
  const total = { deleted: 0, anonymised: 0 };
  let after: Row | undefined;
  for (;;) {
    const rows: Row[] = await db.query<Row>(
      `select profile_id, occurred_at::text as at, id, seq::text as seq, tx::text as tx, lane, epoch, type, version,
         source, source_key, store_id, staff_id, live, recorded_at::text as recorded_at, data
       from chaland.moment
       where profile_id = any($1::uuid[])
         and ($2::uuid is null or (profile_id, occurred_at, id) > ($2, $3::timestamptz, $4::uuid))
         and ($5::timestamptz is null or occurred_at < $5) and ($6::text[] is null or type = any($6))
       order by profile_id, occurred_at, id limit ${atOnce}`,
      [
        uuidArray(profileIds),
        after?.profile_id ?? null,
        after?.at ?? null,
        after?.id ?? null,
        before ?? null,
        only ? textArray(only) : null,
      ],
    );
    if (rows.length === 0) return total;
    after = rows.at(-1)!;
    const kept = rows.flatMap((row) => {
      const erase = types.get(row.type)?.erase;
      return typeof erase === 'function' ? [{ ...row, data: erase(row.data) }] : [];
    });
    const keptIds = new Set(kept.map(({ id }) => id));
    await unpark(
      db,
      rows.filter(({ id }) => !keptIds.has(id)),
    );
    await remove(db, rows);
    await write(db, kept, nobody);
    total.deleted += rows.length - kept.length;
    total.anonymised += kept.length;
  }
}

const profilesOf = (rows: readonly Row[]) => uuidArray(rows.map(({ profile_id }) => profile_id));
const idsOf = (rows: readonly Row[]) => uuidArray(rows.map(({ id }) => id));
/** Times and numbers go as text: beside binary arrays there are no others. */
const texts = (rows: readonly Row[], name: 'at' | 'seq' | 'tx' | 'epoch' | 'recorded_at') =>
  textArray(rows.map((row) => String(row[name])));
const all = <Name extends keyof Row>(rows: readonly Row[], name: Name) => rows.map((row) => row[name]);

/** What is gone is not tried again; what stays and was parked goes on being nobody's. */
async function unpark(db: Database, gone: readonly Row[]): Promise<void> {
  if (gone.length === 0) return;
  await db.query(
    `delete from chaland.parked_moment p using unnest($1::uuid[], $2::uuid[]) as gone (profile_id, id)
     where p.profile_id = gone.profile_id and p.moment_id = gone.id`,
    [profilesOf(gone), idsOf(gone)],
  );
}

async function remove(db: Database, rows: readonly Row[]): Promise<void> {
  await db.query(
    `delete from chaland.moment m
     using unnest($1::uuid[], $2::text[], $3::uuid[]) as gone (profile_id, at, id)
     where m.profile_id = gone.profile_id and m.occurred_at = gone.at::timestamptz and m.id = gone.id`,
    [profilesOf(rows), texts(rows, 'at'), idsOf(rows)],
  );
}

/** From values, not from a table: see "Beyond one machine" in docs/architecture.md. */
async function write(db: Database, rows: readonly Row[], nobody: Nobody): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into chaland.moment (profile_id, occurred_at, id, seq, tx, lane, epoch, type, version, source, source_key,
       store_id, staff_id, live, recorded_at, data)
     overriding system value
     select profile_id, at::timestamptz, id, seq::bigint, tx::xid8, lane, epoch::int, type, version, source, source_key,
       store_id, staff_id, live, recorded_at::timestamptz, data
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::int2[], $7::text[], $8::text[],
         $9::int2[], $10::text[], $11::text[], $12::uuid[], $13::uuid[], $14::bool[], $15::text[], $16::jsonb[])
       as t (profile_id, at, id, seq, tx, lane, epoch, type, version, source, source_key, store_id, staff_id, live,
         recorded_at, data)`,
    [
      uuidArray(rows.map(({ id }) => nobody.of(id))),
      texts(rows, 'at'),
      idsOf(rows),
      texts(rows, 'seq'),
      texts(rows, 'tx'),
      smallintArray(all(rows, 'lane')),
      texts(rows, 'epoch'),
      textArray(all(rows, 'type')),
      smallintArray(all(rows, 'version')),
      textArray(all(rows, 'source')),
      textArray(all(rows, 'source_key')),
      uuidArray(all(rows, 'store_id')),
      uuidArray(all(rows, 'staff_id')),
      boolArray(all(rows, 'live')),
      texts(rows, 'recorded_at'),
      jsonbArray(rows.map(({ data }) => Buffer.from(JSON.stringify(data)))),
    ],
  );
}
