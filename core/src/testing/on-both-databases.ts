import { describe } from 'node:test';
import { serverUrl } from './postgres/server-url.ts';
import type { TestDialect } from './test-database.ts';

/**
 * Declares the same tests for PGlite and for PostgreSQL. Where no PostgreSQL can be started, its tests are
 * skipped, and the report says why.
 * @example
 * onBothDatabases((on) => {
 *   test('a store is found by its code', async () => {
 *     await using db = await testDatabase({ on });
 *   });
 * });
 */
export function onBothDatabases(declare: (on: TestDialect) => void): void {
  describe('on PGlite', () => declare('pglite'));
  onPostgres(() => declare('postgres'));
}

/** Declares tests that need a real PostgreSQL: two processes, locks, cancelled queries. */
export function onPostgres(declare: () => void): void {
  describe('on PostgreSQL', async () => {
    const found = await serverUrl();
    if ('url' in found) declare();
    else describe(`SKIPPED, there is no PostgreSQL here: ${found.problem}`, { skip: found.problem }, declare);
  });
}
