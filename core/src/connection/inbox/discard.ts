import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { DeliveryState } from '../delivery.ts';
import { manyJob } from './many.ts';

/** What can be given up by the many. */
export const discardable = ['quarantined', 'ignored'] as const satisfies readonly DeliveryState[];

/** What a connector said of it may quote it. */
const discarded = `state = 'discarded', body = null, headers = '{}', problem = null, reason = null, changed_at = $1`;

/**
 * Gives a delivery up: what came goes, its key stays, so that it isn't kept again.
 * @throws CHL_NOT_FOUND, or CHL_CONFLICT where it was processed
 */
export async function discardDelivery(db: Database, clock: Clock, id: string): Promise<void> {
  const [row] = await db.query<{ state: string }>(
    'select state from chaland.delivery where id = $1 for update',
    [id],
  );
  if (!row) throw problem('CHL_NOT_FOUND', { detail: `there is no delivery ${id}` });
  if (row.state === 'discarded') return;
  if (row.state === 'done') {
    throw problem('CHL_CONFLICT', {
      detail: 'this delivery was processed',
      mend: 'Nothing is left to discard: what came is removed once it was kept long enough.',
    });
  }
  await db.query(
    `with unlinked as (delete from chaland.delivery_profile where delivery_id = $2)
     update chaland.delivery set ${discarded} where id = $2`,
    [clock.now(), id],
  );
}

/** Gives many deliveries up: those of a sender who sent nonsense. */
export const discardDeliveries = manyJob({
  id: 'core.discard-deliveries',
  title: { en: 'Give deliveries up', fr: 'Abandonner des réceptions' },
  does: {
    states: discardable,
    set: discarded,
    beside: 'delete from chaland.delivery_profile p using chosen where p.delivery_id = chosen.id',
    queues: false,
  },
});
