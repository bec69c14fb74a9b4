import type { MomentInput } from '@chaland/core';
import pg from 'pg';

/** A row of `chaland.moment` as plain values. */
export interface RawMoment {
  profileId: string;
  time: string;
  id: string;
  type: string;
  source: string;
  key: string;
  storeId: string;
  /** JSON */
  data: string;
}

export const rawMoment = (input: MomentInput, profileId: string, storeId: string): RawMoment => ({
  profileId,
  time: input.time,
  id: crypto.randomUUID(),
  type: input.type,
  source: input.source,
  key: input.id,
  storeId,
  data: JSON.stringify(input.data),
});

/** The raw limit: the moment rows alone, as `pg` sends them, one batch after the other on one connection. */
export async function openRaw(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async insert(rows: readonly RawMoment[]): Promise<void> {
      await client.query({
        name: 'raw',
        text: `insert into chaland.moment (profile_id, occurred_at, id, epoch, type, version, source, source_key, store_id,
                 live, recorded_at, data)
               select p, t, i, 1, type, 1, source, key, store, true, now(), data
               from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::jsonb[])
                 as t (p, t, i, type, source, key, store, data)`,
        values: [
          rows.map(({ profileId }) => profileId),
          rows.map(({ time }) => time),
          rows.map(({ id }) => id),
          rows.map(({ type }) => type),
          rows.map(({ source }) => source),
          rows.map(({ key }) => key),
          rows.map(({ storeId }) => storeId),
          rows.map(({ data }) => data),
        ],
      });
    },
    close: () => client.end(),
  };
}
