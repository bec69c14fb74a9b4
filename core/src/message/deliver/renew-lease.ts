import type { Database } from '../../data/database.ts';
import { lease } from '../lease.ts';

/** Says that the process which claimed these messages is still at them. */
export async function renewLease(db: Database, claim: string, now: Date): Promise<void> {
  await db.query(
    `update chaland.message set lease_until = $2 where claim = $1 and state = 'claimed'`,
    [claim, new Date(now.getTime() + lease)],
    { name: 'chaland.renew-lease' },
  );
}
