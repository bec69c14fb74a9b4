import type { Database } from '../../data/database.ts';
import { firstStartLock } from '../first-key.ts';
import type { Users } from '../user/users.ts';
import type { Links, MadeLink } from './links.ts';

/**
 * The way to the first administrator who signs in.
 * @returns a function that makes an invitation where there is no user and no open one; undefined elsewhere
 */
export function createFirstInvitation({
  db,
  users,
  links,
}: {
  db: Database;
  users: Pick<Users, 'exist'>;
  links: Pick<Links, 'isFirstOpen' | 'make'>;
}) {
  return (): Promise<MadeLink | undefined> =>
    db.transaction(async () => {
      await db.query('select pg_advisory_xact_lock($1)', [firstStartLock]);
      if ((await users.exist()) || (await links.isFirstOpen())) return undefined;
      return links.make('invitation', null);
    });
}
