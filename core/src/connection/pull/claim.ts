import type { PulledBatch } from '../connector.ts';
import type { KnownConnector } from '../known-connectors.ts';
import type { ConnectionParts } from '../parts.ts';
import { type ConnectionRow, connectionRow } from '../store/row.ts';

/** A process that pulls promises to be there for so long, and renews that with each batch and beat. Milliseconds. */
const lease = 60_000;

/** The right to pull: one run has it at a time. */
export interface Pulling {
  row: ConnectionRow;
  known: KnownConnector;
  run: string;
  /** Before this pull, how many had failed in a row. */
  failures: number;
  /** @returns false once it is lost */
  renew(): Promise<boolean>;
  /**
   * Notes in the current transaction what the next batch begins after, and how far it is.
   * @returns undefined once the right is lost: the transaction must not be committed
   */
  advance(
    cursor: unknown,
    count: number,
    progress: PulledBatch['progress'],
  ): Promise<{ done: number; total: number | null } | undefined>;
}

/** @returns undefined where the connection doesn't pull, isn't active, or another run pulls */
export async function claimPull(
  { db, clock, known: all }: Pick<ConnectionParts, 'db' | 'clock' | 'known'>,
  id: string,
  run: string,
): Promise<Pulling | undefined> {
  const leased = () => new Date(clock.now().getTime() + lease);
  const known = await db.transaction(async () => {
    const { connector } = await connectionRow(db, id, 'for update');
    const found = all.get(connector);
    if (!found?.connector.pull) return undefined;
    // A sync that was cut short is counted on; one that came to its end is followed by another.
    const claimed = await db.query(
      `update chaland.connection set pull_run = $2, pull_lease_until = $4,
         pull_started_at = case when pull_run is null and failures = 0 then $3 else coalesce(pull_started_at, $3) end,
         pull_done = case when pull_run is null and failures = 0 then 0 else coalesce(pull_done, 0) end,
         pull_total = case when pull_run is null and failures = 0 then null else pull_total end,
         next_pull_at = coalesce(next_pull_at, $3)
       where id = $1 and state = 'active' and (pull_run is null or pull_run = $2 or pull_lease_until <= $3)
       returning 1`,
      [id, run, clock.now(), leased()],
    );
    return claimed.length > 0 ? found : undefined;
  });
  if (!known) return undefined;
  const row = await connectionRow(db, id);
  return {
    row,
    known,
    run,
    failures: row.failures,
    async renew() {
      const held = await db
        .query(
          `update chaland.connection set pull_lease_until = $3 where id = $1 and pull_run = $2 and state = 'active' returning 1`,
          [id, run, leased()],
        )
        // Where the database is away, the next beat may still be in time.
        .catch(() => [1]);
      return held.length > 0;
    },
    async advance(cursor, count, progress) {
      const [far] = await db.query<{ done: number; total: number | null }>(
        `update chaland.connection set cursor = $3::jsonb, pull_lease_until = $4,
           pull_done = coalesce($5, pull_done + $6), pull_total = coalesce($7, pull_total)
         where id = $1 and pull_run = $2 and state = 'active'
         returning pull_done::float8 as done, pull_total::float8 as total`,
        [
          id,
          run,
          cursor === undefined ? null : JSON.stringify(cursor),
          leased(),
          progress?.done ?? null,
          count,
          progress?.total ?? null,
        ],
        { name: 'pull_advance' },
      );
      return far;
    },
  };
}
