import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../data/database.ts';

/** Where it is told that moments were committed. */
const streamChannel = 'chaland_stream';

/** Between two notifications of one process, in milliseconds. */
const interval = 20;

/** Tells other processes that something was committed. */
export interface Announcer {
  /** Tells at once, or as soon as 20 ms have passed since the last time. */
  announce(): void;
  /** Tells what is still to be told, and stops listening. */
  close(): Promise<void>;
}

/**
 * NOTIFY within each transaction would cost small ones a third of their throughput; one after the commit, at
 * most every 20 ms, costs nothing and wakes as fast. A notification that is lost is made up for by polling.
 */
export async function createAnnouncer(
  db: Database,
  hear: () => void,
  channel = streamChannel,
): Promise<Announcer> {
  // PGlite is all in one process.
  if (db.dialect === 'pglite') return { announce() {}, async close() {} };
  const me = randomUUID();
  const outside = AsyncLocalStorage.snapshot();
  const stop = await db.listen(channel, (from) => {
    if (from !== me) hear();
  });
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  let telling: Promise<void> = Promise.resolve();

  function tell(): void {
    telling = outside(() => db.notify(channel, me)).catch(() => {});
    timer = setTimeout(() => {
      timer = undefined;
      if (again) tell();
      again = false;
    }, interval);
  }
  return {
    announce() {
      if (timer) again = true;
      else tell();
    },
    async close() {
      clearTimeout(timer);
      if (again) tell();
      clearTimeout(timer);
      await telling;
      await stop();
    },
  };
}
