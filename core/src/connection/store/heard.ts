import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '../../data/database.ts';
import { errorText } from '../../error-text.ts';
import type { Log } from '../../log.ts';

/** Milliseconds between two writes of who was heard. */
const wait = 5_000;

/** When something last came in, by connection: in memory, and written every few seconds. */
export interface Heard {
  heard(id: string, at: Date): void;
  /** What isn't written yet. */
  lastOf(id: string): Date | undefined;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function rememberHeard(db: Database, log: Log): Heard {
  let noted = new Map<string, Date>();
  let timer: NodeJS.Timeout | undefined;
  // Nobody's: not in the unit of work of the request that was first.
  const outside = AsyncLocalStorage.snapshot();

  async function write(): Promise<void> {
    const rows = [...noted];
    if (rows.length === 0) return;
    noted = new Map();
    await db.query(
      `update chaland.connection c set last_delivery_at = greatest(c.last_delivery_at, h.at)
       from unnest($1::uuid[], $2::timestamptz[]) as h (id, at) where c.id = h.id`,
      [rows.map(([id]) => id), rows.map(([, at]) => at.toISOString())],
      { name: 'connection_heard' },
    );
  }
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    await outside(write).catch((error) => {
      log.warn({ error: errorText(error) }, 'when connections were last heard could not be written');
    });
  };
  return {
    heard(id, at) {
      const before = noted.get(id);
      if (!before || before < at) noted.set(id, at);
      timer ??= outside(() => setTimeout(() => void flush(), wait));
      timer.unref();
    },
    lastOf: (id) => noted.get(id),
    flush,
    close: flush,
  };
}
