import { createDatabase, type Database } from '../data/database.ts';
import { openDatabase } from '../data/open.ts';
import { pgliteDriver } from '../data/pglite.ts';
import { schemaOwners } from '../data/schema-owners.ts';
import type { Plugin } from '../plugin/define-plugin.ts';
import { watchForLeaks } from './leak-check.ts';
import { pgliteImage } from './pglite-image.ts';
import { postgresTestDatabase } from './postgres/test-database.ts';

export type TestDialect = 'pglite' | 'postgres';

/** What tests run on when they don't say: CHALAND_TEST_ON, else PGlite. */
export const defaultDialect: TestDialect = process.env.CHALAND_TEST_ON === 'postgres' ? 'postgres' : 'pglite';

export interface TestDatabaseOptions {
  /** PGlite in memory, or a database of its own on a real PostgreSQL. */
  on?: TestDialect;
  /** Whose migrations are applied after core's. */
  plugins?: readonly Plugin[];
  /** Sessions at most, on PostgreSQL. */
  connections?: number;
}

/** An open database that is gone once closed. */
export interface TestDatabase extends Database, AsyncDisposable {
  /** On PostgreSQL: where another process finds it. */
  readonly address: string | undefined;
}

/**
 * An empty, migrated database of the test's own.
 * @example
 * await using db = await testDatabase({ on: 'postgres' });
 * await db.query('select 1');
 */
export async function testDatabase({
  on = defaultDialect,
  plugins = [],
  connections = 5,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { db, address, gone } = await open(on, plugins, connections);
  const stopWatching = watchForLeaks(`a ${on} test database`);
  let closing: Promise<void> | undefined;
  const closeDriver = db.close;
  const close = () => {
    closing ??= closeDriver()
      .then(gone)
      .finally(() => stopWatching());
    return closing;
  };
  return Object.assign(db, { address, close, [Symbol.asyncDispose]: close });
}

async function open(on: TestDialect, plugins: readonly Plugin[], connections: number) {
  const owners = schemaOwners(plugins);
  if (on === 'pglite') {
    const db = createDatabase(await pgliteDriver({ image: await pgliteImage(owners) }));
    return { db, address: undefined, gone: async () => {} };
  }
  const { url, drop } = await postgresTestDatabase(owners);
  return { db: await openDatabase(url, { connections }), address: url, gone: drop };
}
