import { erasuresSoFar, holdOffErasures } from '../../privacy/erase/gate.ts';
import { isRepeatable } from './attempt.ts';
import { type Claim, claimSubscription, moveCursor } from './claim-subscription.ts';
import { asLiveAsItIs } from './live.ts';
import { handOverOneByOne } from './one-by-one.ts';
import { heldProfiles, park, waiting } from './park.ts';
import { type Position, samePosition } from './position.ts';
import type { Page } from './read-page.ts';
import type { Subscription } from './subscription.ts';

/**
 * What became of a page: handled (moments that failed are put aside), taken by another process, moved (it is no
 * longer the next one), or left because the subscription is paused.
 */
export type Delivery = { outcome: 'handled'; moments: number } | { outcome: 'taken' | 'moved' | 'paused' };

/**
 * Hands a page over, in one transaction with the move of the cursor. Where that fails, once more in another one,
 * moment by moment: then only the faulty ones fail. A fault of the database fails there too, and is thrown.
 */
export async function deliver(subscription: Subscription, page: Page): Promise<Delivery> {
  try {
    return await claimed(subscription, page, handOverTogether);
  } catch (error) {
    if (isRepeatable(error)) throw error;
    return claimed(subscription, page, handOverOneByOne);
  }
}

type HandOver = (
  subscription: Subscription,
  claim: Claim,
  page: Page,
  held: Set<string>,
) => Promise<Position>;

/** Runs `handOver` where this page is still the next one, and moves the cursor to where it ended. */
function claimed(subscription: Subscription, page: Page, handOver: HandOver): Promise<Delivery> {
  const { db, subscriber } = subscription;
  return db.transaction(async () => {
    await db.query(holdOffErasures);
    const claim = await claimSubscription(db, subscriber.id);
    if (!claim) return { outcome: 'taken' };
    if (claim.state === 'paused') return { outcome: 'paused' };
    if (!samePosition(claim.cursor, page.after)) return { outcome: 'moved' };
    // It may hold what is erased by now: it is read again.
    if ((await erasuresSoFar(db)) !== page.erasures) return { outcome: 'moved' };
    const held = subscriber.orderedByProfile
      ? await heldProfiles(db, subscriber.id, page.items)
      : new Set<string>();
    // Fails where the handler swallowed an error of the database: what it wrote since would be lost in silence.
    await moveCursor(db, subscriber.id, await handOver(subscription, claim, page, held));
    return { outcome: 'handled', moments: page.items.length };
  });
}

const handOverTogether: HandOver = async ({ db, clock, subscriber, context }, claim, page, held) => {
  const ready = page.items.filter(({ moment }) => !held.has(moment.profileId));
  if (ready.length > 0) {
    await subscriber.handle(
      ready.map(({ moment, at }) => asLiveAsItIs(moment, at, claim.replayedUpTo)),
      context(),
    );
    if (claim.failures > 0) {
      await db.query('update chaland.subscription set failures = 0 where id = $1', [subscriber.id]);
    }
  }
  await park(db, clock, subscriber, waiting(page, held));
  return page.end;
};
