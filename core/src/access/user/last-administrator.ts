import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import { administrator } from '../grants.ts';

/** Held by whoever may take an administrator away, so that two do not take away each other. */
const advisoryLock = 4_269_003;

/** Who can sign in and may everything: somebody who was only invited can't help anybody yet. */
const administrators = `
  select u.id from chaland.user u
  where not u.disabled
    and (u.password is not null or exists (select 1 from chaland.user_identity i where i.user_id = u.id))
    and exists (select 1 from chaland.user_grant g join chaland.role r on r.id = g.role_id
      where g.user_id = u.id and r.code = $1 and g.brand_id is null and g.store_id is null)`;

/**
 * Makes a change to users in a transaction, and undoes it where it takes the last administrator away.
 * @throws CHL_CONFLICT
 */
export const keepingAnAdministrator = <T>(db: Database, change: () => Promise<T>): Promise<T> =>
  db.transaction(async () => {
    await db.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
    const before = await db.query(`${administrators} limit 1`, [administrator]);
    const result = await change();
    if (before.length === 0) return result;
    const after = await db.query(`${administrators} limit 1`, [administrator]);
    if (after.length > 0) return result;
    throw problem('CHL_CONFLICT', {
      detail: 'this is the last administrator who can sign in',
      mend: 'Make somebody else an administrator first, and let them sign in once.',
    });
  });
