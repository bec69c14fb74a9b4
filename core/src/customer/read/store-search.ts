import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { isKeyId, isKeyText, type Row, type Section } from './sections.ts';

interface Found {
  id: string;
  displayName: string | null;
  createdAt: Date;
}

interface LatestRow extends Found {
  at: string;
  profile: string;
  again: boolean;
}

/**
 * Who was in one of the stores, the last one first. An index holds each store's moments in the order of time; it is
 * read from the end, and who has a later one there is passed over, as is a moment of nobody.
 */
export const latestInStores = (db: Database, storeIds: readonly string[]): Section<Found> => ({
  id: 'latest',
  fits: ([at, profile]) => isKeyText(at) && /^\d{1,16}$/.test(at) && isKeyId(profile),
  async read(after, limit) {
    if (storeIds.length === 0) return [];
    const rows = await db.query<LatestRow>(
      select,
      [uuidArray(storeIds), after?.[0] ?? null, after?.[1] ?? null, limit],
      { name: 'chaland.latest-in-stores' },
    );
    return rows.map(
      ({ at, profile, again, ...item }): Row<Found> => ({ item, key: [at, profile], again: () => again }),
    );
  },
});

const select = `
  with latest as materialized (
    select newest.* from unnest($1::uuid[]) as place (store_id)
    cross join lateral (
      select m.occurred_at, m.profile_id from chaland.moment m
      where m.store_id = place.store_id
        and ($2::bigint is null
          or (m.occurred_at, m.profile_id) < (timestamptz 'epoch' + $2 * interval '1 microsecond', $3::uuid))
      order by m.occurred_at desc, m.profile_id desc limit $4
    ) newest
    order by newest.occurred_at desc, newest.profile_id desc limit $4
  )
  select coalesce(c.id, latest.profile_id) as id, c.display_name as "displayName",
    coalesce(c.created_at, latest.occurred_at) as "createdAt",
    (extract(epoch from latest.occurred_at) * 1000000)::bigint::text as at, latest.profile_id as profile,
    c.id is null or exists (
      select from chaland.customer_profile other
      join chaland.moment later on later.profile_id = other.profile_id
      where other.customer_id = c.id and later.store_id = any($1::uuid[])
        and (later.occurred_at, later.profile_id) > (latest.occurred_at, latest.profile_id)
    ) as again
  from latest
  left join lateral (select customer_id from chaland.profile p where p.id = latest.profile_id offset 0) p on true
  left join chaland.customer c on c.id = p.customer_id and c.merged_into is null
  order by latest.occurred_at desc, latest.profile_id desc`;
