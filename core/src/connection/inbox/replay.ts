import type { Clock } from '../../clock.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { DeliveryState } from '../delivery.ts';
import type { DeliveryFilter } from './read.ts';

/** What can be mapped once more. */
export const replayable = ['quarantined', 'ignored', 'done'] as const satisfies readonly DeliveryState[];

const queuedAgain = `state = 'queued', code = null, problem = null, reason = null, changed_at = $1`;

/**
 * Queues a delivery once more, as it came.
 * @throws CHL_NOT_FOUND, CHL_DELIVERY_GONE where what came is no longer kept
 */
export async function replayDelivery(db: Database, clock: Clock, id: string): Promise<void> {
  const [row] = await db.query<{ kept: boolean }>(
    'select body is not null as kept from chaland.delivery where id = $1 for update',
    [id],
  );
  if (!row) throw problem('CHL_NOT_FOUND', { detail: `there is no delivery ${id}` });
  if (!row.kept) throw problem('CHL_DELIVERY_GONE');
  await db.query(`update chaland.delivery set ${queuedAgain} where id = $2 and state <> 'queued'`, [
    clock.now(),
    id,
  ]);
}

/** Queues those of these deliveries that can be. @returns how many */
export async function replayThese(db: Database, clock: Clock, ids: readonly string[]): Promise<number> {
  const rows = await db.query(
    `update chaland.delivery set ${queuedAgain}
     where id = any($2::uuid[]) and body is not null and state in ('quarantined', 'ignored', 'done') returning 1`,
    [clock.now(), uuidArray(ids)],
  );
  return rows.length;
}

/** Of which deliveries of a connection. */
export type ReplayFilter = Omit<DeliveryFilter, 'connection' | 'state'> & {
  connection: string;
  state: (typeof replayable)[number];
};

const chosen = `connection_id = $1 and state = $2 and body is not null and ($3::text is null or topic = $3)
  and ($4::text is null or code = $4)`;
const valuesOf = ({ connection, state, topic, code }: ReplayFilter) => [
  connection,
  state,
  topic ?? null,
  code ?? null,
];

export async function countReplayable(db: Database, filter: ReplayFilter): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select count(*)::int as n from chaland.delivery where ${chosen}`,
    valuesOf(filter),
  );
  return row!.n;
}

/**
 * Queues the next of the deliveries that a filter chooses, the oldest first.
 * @param after the last one of the part before: one that was quarantined anew meanwhile isn't queued again
 */
export async function replaySome(
  db: Database,
  clock: Clock,
  filter: ReplayFilter,
  { after, most }: { after: string | null; most: number },
): Promise<{ queued: number; last: string | null }> {
  const rows = await db.query<{ id: string }>(
    `with chosen as materialized (
       select id from chaland.delivery where ${chosen} and ($5::uuid is null or id > $5)
       order by id limit $6 for update skip locked
     )
     update chaland.delivery d set state = 'queued', code = null, problem = null, reason = null, changed_at = $7
     from chosen where d.id = chosen.id
     returning d.id`,
    [...valuesOf(filter), after, most, clock.now()],
  );
  const last =
    rows
      .map(({ id }) => id)
      .sort()
      .at(-1) ?? null;
  return { queued: rows.length, last };
}
