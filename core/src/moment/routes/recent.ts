import { textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { type EntryRow, entryColumns } from '../format/moment-entry.ts';

/** Where a moment stands on the stream. */
export type Position = [epoch: number, tx: string, seq: number];

export interface RecentOptions {
  types?: readonly string[] | undefined;
  sources?: readonly string[] | undefined;
  storeIds?: readonly string[] | undefined;
  /** ISO. */
  from?: string | undefined;
  to?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Moments looked at for a page: what is rarer is found on a later one, and no question reads the whole stream. */
const looked = 20_000;

/**
 * Milliseconds: a moment is recorded after it happened, but for clocks that go wrong. So once the stream, read
 * backwards, is this much older than `from`, nothing from then on can follow.
 */
const skew = 24 * 60 * 60 * 1_000;

type Row = EntryRow & { epoch: number; tx: string; seq: number };

/** Moments in the order in which they were recorded, the latest first. */
export async function readRecent(
  db: Database,
  { types, sources, storeIds, from, to, after, limit }: RecentOptions,
): Promise<{ items: EntryRow[]; next: Position | null }> {
  const values: unknown[] = [];
  const bound = (value: unknown) => `$${values.push(value)}`;
  const before = after
    ? `where (epoch, tx, seq) < (${bound(after[0])}::int, ${bound(after[1])}::xid8, ${bound(after[2])}::bigint)`
    : '';
  const where = [
    ...(types ? [`m.type = any(${bound(textArray(types))}::text[])`] : []),
    ...(sources ? [`m.source = any(${bound(textArray(sources))}::text[])`] : []),
    ...(storeIds ? [`m.store_id = any(${bound(uuidArray(storeIds))}::uuid[])`] : []),
    ...(from ? [`m.occurred_at >= ${bound(from)}::timestamptz`] : []),
    ...(to ? [`m.occurred_at < ${bound(to)}::timestamptz`] : []),
  ];
  const rows = await db.query<Row>(
    `select ${entryColumns}, m.epoch, m.tx, m.seq
     from (select * from chaland.moment ${before} order by epoch desc, tx desc, seq desc limit ${looked}) m
     ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
     order by m.epoch desc, m.tx desc, m.seq desc limit ${bound(limit + 1)}`,
    values,
  );
  const shown = rows.slice(0, limit);
  const items = shown.map(({ epoch: _, tx: __, seq: ___, ...row }) => row);
  const last = shown.at(-1);
  if (rows.length > limit && last) return { items, next: [last.epoch, last.tx, last.seq] };

  const [end] = await db.query<Omit<Row, keyof EntryRow> & { recordedAt: Date }>(
    `select epoch, tx, seq, recorded_at as "recordedAt" from chaland.moment ${before}
     order by epoch desc, tx desc, seq desc offset ${looked - 1} limit 1`,
    after ? [...after] : [],
  );
  const more = end && !(from && end.recordedAt.getTime() < Date.parse(from) - skew);
  return { items, next: more ? [end.epoch, end.tx, end.seq] : null };
}
