import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

export interface KeyUseOptions {
  clock: Clock;
  log: Log;
  write: (uses: ReadonlyMap<string, Date>) => Promise<void>;
  /** Milliseconds between two writes. */
  every?: number;
}

/** When keys were last used: remembered, and written in groups; a row written at every request would cost more than the request. */
export function createKeyUse({ clock, log, write, every = 10_000 }: KeyUseOptions) {
  let uses = new Map<string, Date>();
  let timer: NodeJS.Timeout | undefined;
  const outside = AsyncLocalStorage.snapshot();

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (uses.size === 0) return;
    const now = uses;
    uses = new Map();
    try {
      await outside(write, now);
    } catch (error) {
      // One is noted per key, so waiting costs nothing; a newer use wins.
      uses = new Map([...now, ...uses]);
      log.warn({ keys: uses.size, error: String(error) }, 'the last use of keys waits for the database');
    }
  }

  return {
    note(id: string): void {
      uses.set(id, clock.now());
      timer ??= outside(() => setTimeout(() => void flush(), every)).unref();
    },
    flush,
    async close(): Promise<void> {
      await flush();
      clearTimeout(timer);
    },
  };
}
