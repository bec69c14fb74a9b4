import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { DeliveryState } from '../delivery.ts';
import { type ManyChange, manyJob } from './many.ts';

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

const replaying: ManyChange = { states: replayable, set: queuedAgain, queues: true };

/** Maps many deliveries once more: after a mapping was mended, or a store was made. */
export const replayDeliveries = manyJob({
  id: 'core.replay-deliveries',
  title: { en: 'Process deliveries once more', fr: 'Traiter à nouveau des réceptions' },
  does: replaying,
});
