import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pgliteDriver } from '../data/pglite.ts';
import { schemaOwners } from '../data/schema-owners.ts';
import { pgliteImage } from './pglite-image.ts';
import { postgresTestDatabase } from './postgres/test-database.ts';
import { defaultDialect, type TestDatabaseOptions } from './test-database.ts';

/** A migrated database that nobody has open yet. */
export interface TestAddress extends AsyncDisposable {
  /** As `database` of the configuration, and CHALAND_DATABASE: for processes of their own. */
  address: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/**
 * A migrated database for processes that the test starts.
 * @example
 * await using database = await testAddress({ on: 'postgres' });
 * spawn(process.execPath, ['worker.ts'], { env: { ...process.env, CHALAND_DATABASE: database.address } });
 */
export async function testAddress({
  on = defaultDialect,
  plugins = [],
}: Pick<TestDatabaseOptions, 'on' | 'plugins'> = {}): Promise<TestAddress> {
  const owners = schemaOwners(plugins);
  if (on === 'postgres') {
    const { url, drop } = await postgresTestDatabase(owners);
    return { address: url, remove: drop, [Symbol.asyncDispose]: drop };
  }
  const folder = mkdtempSync(join(tmpdir(), 'chaland-test-pglite-'));
  const directory = join(folder, 'data');
  const driver = await pgliteDriver({ directory, image: await pgliteImage(owners) });
  await driver.close();
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  return { address: `pglite:${directory}`, remove, [Symbol.asyncDispose]: remove };
}
