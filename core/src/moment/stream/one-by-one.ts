import { errorText } from '../../error-text.ts';
import { attempt } from './attempt.ts';
import type { Claim } from './claim-subscription.ts';
import { asLiveAsItIs } from './live.ts';
import { type Aside, defaultAttempts, park } from './park.ts';
import type { Position } from './position.ts';
import type { Page } from './read-page.ts';
import type { Subscription } from './subscription.ts';

/** Failures in a row that pause a subscription: then it is the handler that is broken, not a moment. */
export const failuresThatPause = 100;

/**
 * Hands over the moments of a page each by itself, keeps what the good ones did, and puts the faulty ones aside.
 * @returns where it ended: at the end of the page, or where it paused the subscription
 */
export async function handOverOneByOne(
  subscription: Subscription,
  claim: Claim,
  page: Page,
  held: Set<string>,
): Promise<Position> {
  const { db, clock, subscriber, context } = subscription;
  const { orderedByProfile = false, attempts = defaultAttempts } = subscriber;
  const asides: Aside[] = [];
  let { failures } = claim;
  let { end } = page;
  for (const placed of page.items) {
    const { moment, at } = placed;
    if (held.has(moment.profileId)) {
      asides.push({ placed });
      continue;
    }
    const handed = asLiveAsItIs(moment, at, claim.replayedUpTo);
    const failure = await attempt(db, () => subscriber.handle([handed], context()));
    failures = failure ? failures + 1 : 0;
    if (!failure) continue;
    asides.push({ placed, failure });
    if (orderedByProfile && attempts > 1) held.add(moment.profileId);
    if (failures >= failuresThatPause) {
      // The rest stays unread, for when somebody has mended the handler.
      end = at;
      break;
    }
  }
  await park(db, clock, subscriber, asides);
  if (failures >= failuresThatPause) await pause(subscription, failures, asides.at(-1)?.failure?.error);
  else if (failures !== claim.failures) {
    await db.query('update chaland.subscription set failures = $2 where id = $1', [subscriber.id, failures]);
  }
  return end;
}

async function pause({ db, subscriber, log }: Subscription, failures: number, last: unknown): Promise<void> {
  const error = errorText(last);
  await db.query(
    `update chaland.subscription set failures = $2, state = 'paused', reason = $3 where id = $1`,
    [subscriber.id, failures, `${failures} moments in a row failed, the last with: ${error}`],
  );
  log.error({ subscription: subscriber.id, failures, error }, 'subscription paused');
}
