import { Buffer } from 'node:buffer';
import {
  boolArray,
  byteaArray,
  jsonbArray,
  smallintArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from '../data/binary-array.ts';
import type { Connection } from '../data/connection.ts';
import { uuidv7 } from '../data/uuid.ts';
import type { Prepared } from './prepare.ts';

/**
 * Takes the keys that nobody had, in the order of the key, so that no two batches wait for each other.
 * @returns which of the moments have a key that was there before
 */
export async function claimKeys(connection: Connection, moments: readonly Prepared[]): Promise<number[]> {
  const taken = await connection.query<{ ord: number }>(
    `with asked as materialized (
       select * from unnest($1::text[], $2::text[], $3::uuid[], $4::bytea[])
         with ordinality as t (source, source_key, moment_id, digest, ord)
     ), claimed as (
       insert into chaland.moment_key (source, source_key, moment_id, digest)
       select source, source_key, moment_id, digest from asked
       order by source collate "C", source_key collate "C"
       on conflict do nothing
       returning moment_id
     )
     select ord::int as ord from asked where moment_id not in (select moment_id from claimed)`,
    [
      textArray(moments.map(({ input }) => input.source)),
      textArray(moments.map(({ input }) => input.id)),
      uuidArray(moments.map(({ momentId }) => momentId)),
      byteaArray(moments.map(({ digest }) => digest)),
    ],
    { name: 'chaland.claim-keys' },
  );
  return taken.map(({ ord }) => ord - 1);
}

/** What was recorded under keys. In a statement after the claim: what a rival committed meanwhile is invisible in it. */
export async function readKeys(
  connection: Connection,
  moments: readonly Prepared[],
): Promise<Map<string, { momentId: string; digest: string }>> {
  const rows = await connection.query<{ ord: number; momentId: string; digest: Uint8Array }>(
    `select asked.ord::int as ord, k.moment_id as "momentId", k.digest
     from unnest($1::text[], $2::text[]) with ordinality as asked (source, source_key, ord)
     join chaland.moment_key k on k.source = asked.source and k.source_key = asked.source_key`,
    [textArray(moments.map(({ input }) => input.source)), textArray(moments.map(({ input }) => input.id))],
    { name: 'chaland.read-keys' },
  );
  return new Map(
    rows.map(({ ord, momentId, digest }) => [
      moments[ord - 1]!.ref,
      { momentId, digest: Buffer.from(digest).toString('latin1') },
    ]),
  );
}

/** Writes moments to the stream. */
export function writeMoments(
  connection: Connection,
  moments: readonly Prepared[],
  profileIds: readonly string[],
  epoch: number,
  now: Date,
): Promise<unknown> {
  return connection.query(
    `insert into chaland.moment
       (profile_id, occurred_at, id, epoch, type, version, source, source_key, store_id, staff_id, session, live,
        recorded_at, data)
     select profile_id, occurred_at, id, $13::int, type, version, source, source_key, store_id, staff_id, session, live,
            $14::timestamptz, data
     from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::int2[], $6::text[], $7::text[],
                 $8::uuid[], $9::uuid[], $10::text[], $11::bool[], $12::jsonb[])
       as t (profile_id, occurred_at, id, type, version, source, source_key, store_id, staff_id, session, live, data)`,
    [
      uuidArray(profileIds),
      timestamptzArray(moments.map(({ time }) => time)),
      uuidArray(moments.map(({ momentId }) => momentId)),
      textArray(moments.map(({ input }) => input.type)),
      smallintArray(moments.map(({ version }) => version)),
      textArray(moments.map(({ input }) => input.source)),
      textArray(moments.map(({ input }) => input.id)),
      uuidArray(moments.map(({ storeId }) => storeId)),
      uuidArray(moments.map(({ staffId }) => staffId)),
      textArray(moments.map(({ input }) => input.session ?? null)),
      boolArray(moments.map(({ live }) => live)),
      jsonbArray(moments.map(({ data }) => data)),
      epoch,
      now,
    ],
    { name: 'chaland.write-moments' },
  );
}

/** Keeps what came under a known key with other content, for somebody to look at. Sent again, it is kept once. */
export function quarantine(
  connection: Connection,
  moments: readonly Prepared[],
  reason: string,
  now: Date,
): Promise<unknown> {
  return connection.query(
    `insert into chaland.moment_quarantine (id, source, source_key, digest, reason, input, received_at)
     select id, source, source_key, digest, $6, input, $7::timestamptz
     from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::jsonb[])
       as t (id, source, source_key, digest, input)
     order by source collate "C", source_key collate "C", digest
     on conflict (source, source_key, digest) do nothing`,
    [
      uuidArray(moments.map(() => uuidv7(now.getTime()))),
      textArray(moments.map(({ input }) => input.source)),
      textArray(moments.map(({ input }) => input.id)),
      byteaArray(moments.map(({ digest }) => digest)),
      jsonbArray(moments.map(({ input }) => Buffer.from(JSON.stringify(input)))),
      reason,
      now,
    ],
    { name: 'chaland.quarantine' },
  );
}
