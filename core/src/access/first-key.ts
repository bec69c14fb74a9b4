import type { Database } from '../data/database.ts';
import type { createApiKeys } from './api-keys.ts';
import { administrator } from './grants.ts';

/** Held while looking, so that of several processes that start at once one makes the key, and the invitation. */
export const firstStartLock = 4_269_002;

/**
 * The way to the first administrator's key.
 * @returns a function that makes the key where none was ever made; undefined from the second time on
 */
export function createFirstKey({
  db,
  keys,
}: {
  db: Database;
  keys: Pick<ReturnType<typeof createApiKeys>, 'create'>;
}) {
  return (name = 'First administrator'): Promise<{ id: string; key: string } | undefined> =>
    db.transaction(async () => {
      await db.query('select pg_advisory_xact_lock($1)', [firstStartLock]);
      const [any] = await db.query('select 1 from chaland.api_key limit 1');
      return any ? undefined : keys.create({ name, grants: [{ role: administrator }] });
    });
}
