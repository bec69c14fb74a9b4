import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { problem } from '../http/problem.ts';

/**
 * Says what became of a message of which nobody knows. It isn't sent again: whoever wants that requests another one.
 * @throws CHL_NOT_FOUND, or CHL_CONFLICT where it isn't unknown (any more)
 */
export async function resolveMessage(
  db: Database,
  clock: Clock,
  id: string,
  outcome: 'sent' | 'failed',
): Promise<void> {
  const rows = await db.query(
    `update chaland.message set state = $2, code = 'resolved', ended_at = $3
     where id = $1 and state = 'unknown' returning id`,
    [id, outcome, clock.now()],
  );
  if (rows.length === 0) throw await otherwise(db, id, 'unknown');
}

/**
 * Takes back a message that wasn't claimed yet.
 * @throws CHL_NOT_FOUND, or CHL_CONFLICT where it isn't waiting (any more)
 */
export async function cancelMessage(db: Database, clock: Clock, id: string): Promise<void> {
  const rows = await db.query(
    `update chaland.message set state = 'cancelled', ended_at = $2
     where id = $1 and state = 'requested' returning id`,
    [id, clock.now()],
  );
  if (rows.length === 0) throw await otherwise(db, id, 'requested');
}

async function otherwise(db: Database, id: string, wanted: string) {
  const [row] = await db.query<{ state: string }>('select state from chaland.message where id = $1', [id]);
  return row
    ? problem('CHL_CONFLICT', { detail: `the message is "${row.state}", not "${wanted}"` })
    : problem('CHL_NOT_FOUND', { detail: `there is no message ${id}` });
}
