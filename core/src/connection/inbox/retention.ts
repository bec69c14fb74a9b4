import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { ConnectionSettings } from '../settings.ts';

/** Deliveries in one statement. */
const atOnce = 2_000;

/** Days for which the key of a delivery stays when what came has gone: who sends it again by then is told it is known. */
export const keysStay = 60;

/** What the retention of deliveries did. */
export interface Forgotten {
  /** Deliveries of which only the key is left. */
  stripped: number;
  /** Deliveries that went whole. */
  removed: number;
}

/**
 * Lets go of what was kept long enough, in small steps: what came with deliveries that were processed, then with those
 * that never were, which counts as discarding them; at last the keys. What was discarded, by somebody or by an erasure,
 * keeps its key for good.
 */
export async function forgetDeliveries(
  db: Database,
  clock: Clock,
  { keepDone, keepQuarantined }: ConnectionSettings,
  signal?: AbortSignal,
): Promise<Forgotten> {
  const now = clock.now();
  const before = (days: number) => firstIdOf(new Date(now.getTime() - days * 86_400_000));
  const all = async (some: () => Promise<number>) => {
    let total = 0;
    for (let count = atOnce; count === atOnce; total += count) {
      signal?.throwIfAborted();
      count = await some();
    }
    return total;
  };
  const stripped =
    (await all(() => strip(db, `'done', 'ignored', 'discarded'`, before(keepDone), now))) +
    (await all(() => strip(db, `'quarantined', 'queued'`, before(keepQuarantined), now)));
  const removed = await all(() => removeKeys(db, before(keepDone + keysStay)));
  return { stripped, removed };
}

async function strip(db: Database, states: string, before: string, now: Date): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `with old as materialized (
       select id from chaland.delivery where body is not null and state in (${states}) and id < $1
       order by id limit ${atOnce} for update skip locked
     ), unlinked as (
       delete from chaland.delivery_profile p using old where p.delivery_id = old.id
     ), stripped as (
       update chaland.delivery d set body = null, headers = '{}', problem = null,
         state = case when state in ('quarantined', 'queued') then 'discarded' else state end,
         changed_at = case when state in ('quarantined', 'queued') then $2 else changed_at end
       from old where d.id = old.id returning 1
     )
     select count(*)::int as n from stripped`,
    [before, now],
  );
  return row!.n;
}

async function removeKeys(db: Database, before: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `with gone as (
       delete from chaland.delivery where id in (
         select id from chaland.delivery
         where id < $1 and body is null and key is not null and state in ('done', 'ignored') order by id limit ${atOnce})
       returning 1
     )
     select count(*)::int as n from gone`,
    [before],
  );
  return row!.n;
}

/** The lowest UUIDv7 of an instant: ids tell when a delivery was received. */
function firstIdOf(instant: Date): string {
  const time = instant.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
