import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { problem } from '../http/problem.ts';
import { createDatabase, type Database } from './database.ts';
import { pgliteDriver } from './pglite.ts';
import { postgresDriver } from './postgres.ts';

/**
 * Opens the database that one configuration value names:
 * `postgres://…`, `pglite:<folder>`, or `pglite:` for one in memory.
 */
export async function openDatabase(
  address: string,
  { connections }: { connections?: number } = {},
): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(address)) {
    return createDatabase(postgresDriver({ url: address, ...(connections ? { connections } : {}) }));
  }
  const [, directory] = /^pglite:(.*)$/.exec(address) ?? [];
  if (directory === undefined) {
    throw problem('CHL_CONFIG_INVALID', {
      detail: `database: "${address.replace(/:\/\/.*/, '://…')}" is not an address Chaland knows`,
    });
  }
  if (directory) mkdirSync(dirname(directory), { recursive: true });
  return createDatabase(await pgliteDriver(directory ? { directory } : {}));
}
