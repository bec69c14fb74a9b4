import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { errorText } from '../../error-text.ts';
import type { Log } from '../../log.ts';
import type { SecretKey } from '../../setting/secret-key.ts';
import { completeArgs } from '../complete-args.ts';
import type { Connections, OpenConnection } from '../connections.ts';
import type { KnownConnectors } from '../known-connectors.ts';
import { allConnections, type ConnectionRow } from './row.ts';
import { openArgs, type SealedArgs } from './sealed-args.ts';

/** Milliseconds that connections are kept in memory: another process may have changed them. */
const kept = 2_000;

interface Loaded {
  at: number;
  all: Promise<ReadonlyMap<string, OpenConnection | undefined>>;
  read: boolean;
}

/** All connections, in memory: there are few, and each delivery asks for its own. */
export function openConnections({
  db,
  clock,
  log,
  key,
  known,
}: {
  db: Database;
  clock: Clock;
  log: Log;
  key: SecretKey;
  known: KnownConnectors;
}): Pick<Connections, 'open' | 'knows'> & { changed(): void } {
  // Read for everybody: not cancelled with the request that happened to ask first.
  const outside = AsyncLocalStorage.snapshot();
  let loaded: Loaded | undefined;

  async function opened(row: ConnectionRow, now: Date): Promise<OpenConnection | undefined> {
    const found = known.get(row.connector);
    if (!found) return undefined;
    const { id, name, source, state, previousSecrets, previousUntil } = row;
    try {
      const whole = (sealed: SealedArgs) =>
        completeArgs(found.connector, openArgs(key, found, id, sealed), { db });
      const args = await whole(row);
      const rotating = previousSecrets && previousUntil && previousUntil > now;
      return {
        id,
        name,
        source,
        state,
        connector: found.connector,
        args: rotating ? [args, await whole({ args: row.args, secrets: previousSecrets })] : [args],
      };
    } catch (error) {
      log.warn({ connection: id, error: errorText(error) }, 'a connection can not run as it is configured');
      return undefined;
    }
  }
  const load = async (now: Date) =>
    new Map(
      await Promise.all(
        (await allConnections(db)).map(async (row) => [row.id, await opened(row, now)] as const),
      ),
    );

  async function all(): Promise<ReadonlyMap<string, OpenConnection | undefined>> {
    const now = clock.now();
    const fresh = loaded && Math.abs(now.getTime() - loaded.at) < kept ? loaded : undefined;
    // Who reads for somebody outside may wait for the session that this unit of work has, on PGlite for good;
    // and what this one has written is not others' to read yet.
    if (db.inTransaction && !fresh?.read) return load(now);
    if (fresh) return fresh.all;
    const entry: Loaded = { at: now.getTime(), all: outside(() => load(now)), read: false };
    loaded = entry;
    entry.all.then(
      () => {
        entry.read = true;
      },
      () => {
        if (loaded === entry) loaded = undefined;
      },
    );
    return entry.all;
  }

  const forget = () => {
    loaded = undefined;
  };
  return {
    open: async (id) => (await all()).get(id),
    knows: async (id) => (await all()).has(id),
    /** In a unit of work: once it is committed, too. */
    changed() {
      forget();
      db.afterCommit(forget);
    },
  };
}
