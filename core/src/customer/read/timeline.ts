import { textArray, timestamptzArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { type EntryRow, entryColumns } from '../../moment/format/moment-entry.ts';

export interface TimelineOptions {
  /** The customer's, each with the instant from which on its moments are theirs; null for all. */
  profiles: readonly { profileId: string; since: Date | null }[];
  types?: readonly string[] | undefined;
  sources?: readonly string[] | undefined;
  /** Of stores. */
  storeIds?: readonly string[] | undefined;
  /** ISO. From this instant on. */
  from?: string | undefined;
  /** ISO. Before this instant. */
  to?: string | undefined;
  after?: { at: number; id: string } | undefined;
  limit: number;
}

/** A moment with its exact instant in microseconds since 1970: a Date holds only milliseconds. */
export type TimelineRow = EntryRow & { at: number };

/**
 * Moments of profiles, newest first. The primary key holds each profile's in order of time, so that a page reads
 * at most itself from each profile, however long the history is.
 */
export function readTimeline(
  db: Database,
  { profiles, types, sources, storeIds, from, to, after, limit }: TimelineOptions,
): Promise<TimelineRow[]> {
  const values: unknown[] = [uuidArray(profiles.map(({ profileId }) => profileId)), limit];
  const bound = (value: unknown) => `$${values.push(value)}`;
  const starts = timestamptzArray(profiles.map(({ since }) => since?.getTime() ?? null));
  const isWindowed = profiles.some(({ since }) => since);
  const mine = isWindowed ? `unnest($1::uuid[], ${bound(starts)}::timestamptz[])` : 'unnest($1::uuid[])';
  const where = [
    ...(isWindowed ? ["m.occurred_at >= coalesce(mine.since, '-infinity')"] : []),
    ...(after
      ? [
          `(m.occurred_at, m.id) < (timestamptz 'epoch' + ${bound(after.at)}::bigint * interval '1 microsecond',
             ${bound(after.id)}::uuid)`,
        ]
      : []),
    ...(from ? [`m.occurred_at >= ${bound(from)}::timestamptz`] : []),
    ...(to ? [`m.occurred_at < ${bound(to)}::timestamptz`] : []),
    ...(types ? [`m.type = any(${bound(textArray(types))}::text[])`] : []),
    ...(sources ? [`m.source = any(${bound(textArray(sources))}::text[])`] : []),
    ...(storeIds ? [`m.store_id = any(${bound(uuidArray(storeIds))}::uuid[])`] : []),
  ];
  return db.query<TimelineRow>(
    `select newest.* from ${mine} as mine (profile_id${isWindowed ? ', since' : ''})
     cross join lateral (
       select ${entryColumns}, (extract(epoch from m.occurred_at) * 1000000)::bigint as at from chaland.moment m
       where ${['m.profile_id = mine.profile_id', ...where].join(' and ')}
       order by m.occurred_at desc, m.id desc limit $2
     ) newest
     order by newest.at desc, newest.id desc limit $2`,
    values,
  );
}
