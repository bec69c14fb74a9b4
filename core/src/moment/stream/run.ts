import { setTimeout as pause } from 'node:timers/promises';
import { type Bell, createBell } from '../../bell.ts';
import { errorText } from '../../error-text.ts';
import type { Reader } from './reader.ts';

/** Milliseconds between two looks where nobody rings: a notification may have been lost, a retry may be due. */
const usualPoll = 1_000;

/** All in milliseconds. */
const times = {
  /** Until what is committed but not settled is looked for again: mostly another reader's short transaction. */
  unsettled: 2,
  /** Until a subscription is tried again that another process is at: whoever rings, that one hears it too. */
  taken: 20,
  takenForLong: 250,
  /** After an error, doubled up to the longest. */
  error: 100,
  longestError: 5_000,
};

/** Looks at what is not settled before they become rarer, doubling up to the poll: some transaction is a long one. */
const patience = 20;

/** A reader at work, until it is stopped. */
export interface Run {
  bell: Bell;
  /** Ends once the page in flight is handled. */
  stop(): Promise<void>;
}

/** Keeps a subscription going: at once when the bell rings, and by polling. Whatever happens, it goes on. */
export function run(reader: Reader, { poll = usualPoll }: { poll?: number | undefined } = {}): Run {
  const { log, subscriber } = reader.subscription;
  const bell = createBell();
  const stopping = new AbortController();
  let unsettled = 0;
  let errors = 0;
  let retried = Number.NEGATIVE_INFINITY;

  const rest = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: stopping.signal }).catch(() => {});

  async function once(): Promise<void> {
    const { next, handled } = await reader.step();
    const now = performance.now();
    if (now - retried >= poll) {
      retried = now;
      // There may be more: look again at once.
      if ((await reader.retry()) > 0) retried = Number.NEGATIVE_INFINITY;
    }
    errors = 0;
    unsettled = next === 'unsettled' && handled === 0 ? unsettled + 1 : 0;
    if (next === 'more' || retried === Number.NEGATIVE_INFINITY) return;
    if (next === 'taken') await rest(times.taken);
    else if (next === 'taken for long') await rest(times.takenForLong);
    else if (next !== 'unsettled') await bell.wait(poll);
    else await bell.wait(Math.min(times.unsettled * 2 ** Math.max(0, unsettled - patience), poll));
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await once();
      } catch (error) {
        const wait = Math.min(times.error * 2 ** errors++, times.longestError);
        log.error({ subscription: subscriber.id, error: errorText(error), wait }, 'subscription interrupted');
        await rest(wait);
      }
    }
  }

  const finished = loop();
  return {
    bell,
    async stop() {
      stopping.abort();
      bell.ring();
      await finished;
    },
  };
}
