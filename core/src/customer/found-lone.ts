import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';

/** A moment that named nobody: its profile is its own, and belongs to no customer. */
export interface LoneMoment {
  id: string;
  profileId: string;
  source: string;
}

/**
 * Founds a customer for a moment that named nobody, so that somebody who shows that it is theirs can be given it: by a
 * merge, which is told and can be undone like any other. The moment stays where it is; its profile becomes one like others.
 * @returns the customer; undefined where the profile has one, or the moment is gone
 */
export async function foundLone(
  db: Database,
  { id, profileId, source }: LoneMoment,
  now: Date,
): Promise<string | undefined> {
  return db.transaction(async () => {
    const customerId = uuidv7(now.getTime());
    const [founded] = await db.query(
      `insert into chaland.profile (id, source, key, customer_id, home_id, created_at, updated_at)
       select $1, $2, $3, $4, $4, $5, $5
       where exists (select from chaland.moment where profile_id = $1 and id = $6)
       on conflict do nothing returning id`,
      [profileId, source, `moment:${id}`, customerId, now, id],
    );
    if (!founded) return undefined;
    await db.query('insert into chaland.customer (id, created_at, updated_at) values ($1, $2, $2)', [
      customerId,
      now,
    ]);
    await db.query('insert into chaland.customer_profile (customer_id, profile_id) values ($1, $2)', [
      customerId,
      profileId,
    ]);
    return customerId;
  });
}
