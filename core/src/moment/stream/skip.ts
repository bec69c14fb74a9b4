import { claimSubscription, moveCursor } from './claim-subscription.ts';
import { samePosition } from './position.ts';
import type { Page } from './read-page.ts';
import type { Subscription } from './subscription.ts';

/** Between two moves of the cursor that handle nothing, in milliseconds. */
const interval = 5_000;

/**
 * Moves the cursor of a subscription past moments of types that aren't its own: else it would walk over them at
 * each look. Seldom, since each move is a write and nothing was handled.
 */
export function createSkipper({ db, subscriber }: Subscription): (page: Page) => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async ({ after, end }) => {
    if (!subscriber.types || performance.now() - last < interval) return;
    last = performance.now();
    const [row] = await db.query<{ found: boolean }>(
      `select exists (
         select 1 from chaland.moment
         where (epoch, tx, seq) > ($1, $2::xid8, $3) and (epoch, tx) < ($4, $5::xid8)) as found`,
      [after.epoch, after.tx, after.seq, end.epoch, end.tx],
    );
    if (!row?.found) return;
    await db.transaction(async () => {
      const claim = await claimSubscription(db, subscriber.id);
      if (claim && samePosition(claim.cursor, after)) await moveCursor(db, subscriber.id, end);
    });
  };
}
