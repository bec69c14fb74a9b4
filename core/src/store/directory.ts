import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '../data/database.ts';

/** Milliseconds after which what is in memory is read anew, in the background. */
const fresh = 5_000;
/** Milliseconds that a code which nobody has is not asked for again. */
const forgetMissing = 1_000;
/** Reads for missing codes at most, a second: unknown codes in a flood can't become a flood of queries. */
const readsPerSecond = 100;
const maxMissing = 10_000;

export interface Coded {
  id: string;
  code: string;
}

export interface DirectoryOptions {
  db: Database;
  /** A `select` without its `where`; it yields all of `T`. */
  select: string;
  /** The name or alias of the table in it. */
  table: string;
  /** Milliseconds that only go on; `performance.now` where absent. */
  now?: (() => number) | undefined;
}

/**
 * A small table in memory, by code and by id. Other processes' changes are seen within seconds, new codes at
 * once. Nothing uncommitted is remembered.
 */
export function createDirectory<T extends Coded>({
  db,
  select,
  table,
  now = () => performance.now(),
}: DirectoryOptions) {
  let byCode: Map<string, T> | undefined;
  let byId = new Map<string, T>();
  let readAt = 0;
  let rereading = false;
  const missing = new Map<string, number>();
  let second = 0;
  let readsInSecond = 0;
  // Whoever triggers a rereading may be in a transaction, which must not lend it its session.
  const outside = AsyncLocalStorage.snapshot();

  async function readAll(): Promise<Map<string, T>> {
    const asked = now();
    const rows = await db.query<T>(select);
    const read = new Map(rows.map((row) => [row.code, row]));
    if (!db.inTransaction) {
      byCode = read;
      byId = new Map(rows.map((row) => [row.id, row]));
      readAt = asked;
      missing.clear();
    }
    return read;
  }

  async function reread(): Promise<void> {
    rereading = true;
    try {
      await readAll();
    } catch {
      // What is in memory still serves; the next use tries again.
    } finally {
      rereading = false;
    }
  }

  async function codes(): Promise<ReadonlyMap<string, T>> {
    if (!byCode) return readAll();
    if (now() - readAt > fresh && !rereading) void outside(reread);
    return byCode;
  }

  function mayRead(): boolean {
    const current = Math.floor(now() / 1_000);
    if (current !== second) {
      second = current;
      readsInSecond = 0;
    }
    return ++readsInSecond <= readsPerSecond;
  }

  async function readMissing(column: 'code' | 'id', wanted: readonly string[]): Promise<T[]> {
    const started = now();
    const asked = wanted.filter((key) => (missing.get(key) ?? Number.NEGATIVE_INFINITY) < started);
    if (asked.length === 0 || !mayRead()) return [];
    const type = column === 'id' ? 'uuid' : 'text';
    const rows = await db.query<T>(`${select} where ${table}.${column} = any($1::${type}[])`, [asked]);
    if (!db.inTransaction) for (const row of rows) remember(row);
    const found = new Set(rows.map((row) => row[column]));
    if (missing.size > maxMissing) missing.clear();
    for (const key of asked) if (!found.has(key)) missing.set(key, started + forgetMissing);
    return rows;
  }

  function remember(row: T): void {
    missing.delete(row.code);
    missing.delete(row.id);
    byCode?.set(row.code, row);
    if (byCode) byId.set(row.id, row);
  }

  return {
    async byCode(wanted: Iterable<string>): Promise<ReadonlyMap<string, T>> {
      const known = await codes();
      const found = new Map<string, T>();
      const absent: string[] = [];
      for (const code of new Set(wanted)) {
        const row = known.get(code);
        if (row) found.set(code, row);
        else absent.push(code);
      }
      if (absent.length > 0) for (const row of await readMissing('code', absent)) found.set(row.code, row);
      return found;
    },

    async byId(id: string): Promise<T | undefined> {
      await codes();
      return byId.get(id) ?? (await readMissing('id', [id]))[0];
    },

    async all(): Promise<readonly T[]> {
      return [...(await codes()).values()];
    },

    /** What was just written: in memory from its commit on, and found in its own transaction. */
    wrote(row: T): void {
      missing.delete(row.code);
      missing.delete(row.id);
      db.afterCommit(() => remember(row));
    },
  };
}
