import { mutex } from '../../data/mutex.ts';
import { type Delivery, deliver } from './deliver.ts';
import { type Page, readPage } from './read-page.ts';
import { retryOne } from './retry.ts';
import { createSkipper } from './skip.ts';
import type { Subscription } from './subscription.ts';

const defaultBatch = 1_000;

/** How many retries come between two pages at most, so that neither starves the other. */
const retriesAtOnce = 100;

/**
 * What a step found: more to read right away; nothing; moments that are not settled yet; that another process is
 * at it, perhaps with much more to do; or that the subscription is paused.
 */
export interface Step {
  next: 'more' | 'idle' | 'unsettled' | 'taken' | 'taken for long' | 'paused';
  /** Moments handed over, those put aside included. */
  handled: number;
}

/** Takes one subscription forward, one page at a time. */
export interface Reader {
  readonly subscription: Subscription;
  step(): Promise<Step>;
  /** Hands over what is due to be tried again. Returns how many were; there may be more. */
  retry(): Promise<number>;
}

export function createReader(subscription: Subscription): Reader {
  const { db, subscriber } = subscription;
  const { batch: limit = defaultBatch } = subscriber;
  const types = subscriber.types;
  const query = { subscription: subscriber.id, types, limit };
  const skip = createSkipper(subscription);
  /** `start` and `drain` may both be at it. */
  const exclusive = mutex();
  let ahead: Promise<Page> | undefined;

  async function step(): Promise<Step> {
    const reading = ahead ?? readPage(db, query);
    ahead = undefined;
    const page = await reading;
    if (page.paused) return { next: 'paused', handled: 0 };
    if (page.items.length === 0) {
      await skip(page);
      return { next: page.unsettled ? 'unsettled' : 'idle', handled: 0 };
    }
    // PGlite has one session, and it is the handler's.
    if (page.full && db.dialect === 'postgres') {
      ahead = readPage(db, { ...query, after: page.end });
      ahead.catch(() => {});
    }
    try {
      return after(page, await deliver(subscription, page));
    } catch (error) {
      ahead = undefined;
      throw error;
    }
  }

  function after(page: Page, delivery: Delivery): Step {
    if (delivery.outcome === 'handled') {
      const { moments: handled } = delivery;
      return { next: page.full ? 'more' : page.unsettled ? 'unsettled' : 'idle', handled };
    }
    ahead = undefined;
    if (delivery.outcome === 'moved') return { next: 'more', handled: 0 };
    if (delivery.outcome === 'taken' && page.full) return { next: 'taken for long', handled: 0 };
    return { next: delivery.outcome, handled: 0 };
  }

  return {
    subscription,
    step: () => exclusive(step),
    retry: () =>
      exclusive(async () => {
        let count = 0;
        while (count < retriesAtOnce && (await retryOne(subscription))) count++;
        return count;
      }),
  };
}
