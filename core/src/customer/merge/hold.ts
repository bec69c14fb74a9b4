import { lockScope } from '../../consent/lock.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { HeldProfile } from './repoint.ts';

/**
 * Locks customers with all their profiles, so that nobody joins them, writes for them or moves them until the
 * transaction ends. Who joins a customer holds one of its profiles: once all that are there are held, none comes.
 * @throws CHL_NOT_FOUND for who isn't there, CHL_MERGE_MERGED (or what `moved` makes) for who was merged into another
 */
export async function holdCustomers(
  db: Database,
  customerIds: readonly string[],
  { besides = [], moved = mergedInto }: { besides?: readonly string[]; moved?: typeof mergedInto } = {},
): Promise<HeldProfile[]> {
  const profilesOf = async () =>
    (
      await db.query<{ id: string }>(
        'select profile_id as id from chaland.customer_profile where customer_id = any($1::uuid[])',
        [uuidArray(customerIds)],
      )
    ).map(({ id }) => id);

  const held = new Set<string>();
  let wanted = await profilesOf();
  for (;;) {
    const { customers } = await lockScope(db, {
      profileIds: wanted,
      customerIds: [...customerIds, ...besides],
      move: true,
    });
    for (const id of wanted) held.add(id);
    for (const id of customerIds) {
      const now = customers.get(id);
      if (now === undefined) throw problem('CHL_NOT_FOUND', { detail: `no customer has the id ${id}` });
      if (now !== id) throw moved(id, now);
    }
    wanted = await profilesOf();
    if (wanted.every((id) => held.has(id))) break;
  }
  return db.query<HeldProfile>(
    `select id, home_id as "homeId", customer_id as "customerId" from chaland.profile
     where id = any($1::uuid[]) order by id`,
    [uuidArray(wanted)],
  );
}

const mergedInto = (id: string, now: string): Error =>
  problem('CHL_MERGE_MERGED', { detail: `${id} was merged into ${now}`, mend: `Name ${now} instead.` });
