import { errorText } from '../../error-text.ts';
import type { Moment } from '../moment.ts';
import { attempt, type Failure } from './attempt.ts';
import { type Claim, claimSubscription, moveCursor } from './claim-subscription.ts';
import { type Aside, defaultAttempts, heldProfiles, park } from './park.ts';
import { before, type Position, samePosition } from './position.ts';
import type { Page, Placed } from './read-page.ts';
import type { Subscription } from './subscription.ts';

/** Failures in a row that pause a subscription: then it is the handler that is broken, not a moment. */
export const failuresThatPause = 100;

/**
 * What became of a page: handled (moments that failed are put aside), taken by another process, moved (it is no
 * longer the next one), or left because the subscription is paused.
 */
export type Delivery = { outcome: 'handled'; moments: number } | { outcome: 'taken' | 'moved' | 'paused' };

/** Hands a page over, in one transaction with the move of the cursor. */
export function deliver(subscription: Subscription, page: Page): Promise<Delivery> {
  const { db, clock, subscriber } = subscription;
  return db.transaction(async () => {
    const claim = await claimSubscription(db, subscriber.id);
    if (!claim) return { outcome: 'taken' };
    if (claim.state === 'paused') return { outcome: 'paused' };
    if (!samePosition(claim.cursor, page.after)) return { outcome: 'moved' };

    const held =
      subscriber.orderedByProfile && page.items.length > 0
        ? await heldProfiles(db, subscriber.id, page.items)
        : new Set<string>();
    const ready = page.items.filter(({ moment }) => !held.has(moment.profileId));
    const failure = ready.length > 0 ? await handOver(subscription, claim, ready) : undefined;
    const result = failure
      ? await handOverOneByOne(subscription, claim, page, held, ready.length === 1 ? failure : undefined)
      : { asides: waiting(page, held), failures: ready.length > 0 ? 0 : claim.failures, end: page.end };

    await park(db, clock, subscriber, result.asides);
    if (result.failures !== claim.failures) await countFailures(subscription, result);
    await moveCursor(db, subscriber.id, result.end);
    return { outcome: 'handled', moments: page.items.length };
  });
}

interface Result {
  asides: Aside[];
  failures: number;
  end: Position;
}

/** Finds the faulty ones of a page whose handler failed, and keeps what the others did. */
async function handOverOneByOne(
  subscription: Subscription,
  claim: Claim,
  page: Page,
  held: Set<string>,
  only: Failure | undefined,
): Promise<Result> {
  const { orderedByProfile = false, attempts = defaultAttempts } = subscription.subscriber;
  const asides: Aside[] = [];
  let { failures } = claim;
  for (const placed of page.items) {
    const { profileId } = placed.moment;
    if (held.has(profileId)) {
      asides.push({ placed });
      continue;
    }
    const failure = only ?? (await handOver(subscription, claim, [placed]));
    if (!failure) {
      failures = 0;
      continue;
    }
    asides.push({ placed, failure });
    if (orderedByProfile && attempts > 1) held.add(profileId);
    failures++;
    // The rest stays unread, for when somebody has mended the handler.
    if (failures >= failuresThatPause) return { asides, failures, end: placed.at };
  }
  return { asides, failures, end: page.end };
}

const waiting = ({ items }: Page, held: Set<string>): Aside[] =>
  held.size === 0
    ? []
    : items.filter(({ moment }) => held.has(moment.profileId)).map((placed) => ({ placed }));

function handOver(
  { db, subscriber, context }: Subscription,
  { replayedUpTo }: Claim,
  items: readonly Placed[],
): Promise<Failure | undefined> {
  const moments = items.map(({ moment, at }) => asLiveAsItIs(moment, at, replayedUpTo));
  return attempt(db, () => subscriber.handle(moments, context()));
}

/** What was handled once before is no longer live. */
export const asLiveAsItIs = (moment: Moment, at: Position, replayedUpTo: Position | null): Moment =>
  moment.live && replayedUpTo && !before(replayedUpTo, at) ? { ...moment, live: false } : moment;

async function countFailures(
  { db, subscriber, log }: Subscription,
  { failures, asides }: Result,
): Promise<void> {
  if (failures < failuresThatPause) {
    await db.query('update chaland.subscription set failures = $2 where id = $1', [subscriber.id, failures]);
    return;
  }
  const last = errorText(asides.at(-1)?.failure?.error);
  await db.query(
    `update chaland.subscription set failures = $2, state = 'paused', reason = $3 where id = $1`,
    [subscriber.id, failures, `${failures} moments in a row failed, the last with: ${last}`],
  );
  log.error({ subscription: subscriber.id, failures, error: last }, 'subscription paused');
}
