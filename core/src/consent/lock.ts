import { textArray, uuidArray } from '../data/binary-array.ts';
import { columns } from '../data/columns.ts';
import type { Database } from '../data/database.ts';
import { type ContactPoint, contactRef } from './contact-point.ts';

export interface Scope {
  profileIds?: Iterable<string>;
  /** Beside those whose profiles are named. */
  customerIds?: Iterable<string>;
  /** In canonical form. */
  contactPoints?: Iterable<ContactPoint>;
  /** True for who re-points or erases the profiles: handlers that write for them are waited for. */
  move?: boolean;
}

export interface Locked {
  /** Whose each profile is, until the transaction ends. Profiles that are gone are absent. */
  profiles: ReadonlyMap<string, string>;
  /** Each customer, with who it is now: itself, or the one that it was merged into. Who is gone is absent. */
  customers: ReadonlyMap<string, string>;
}

/**
 * Takes the rows by which consent, messages, merges and erasure keep out of each other's way, until the current
 * transaction ends. Everybody takes them in this one order, so that nobody waits in a circle: profiles, then
 * customers, then contact points, each by its key.
 *
 * A contact point that nobody has named yet gets its row first: locking a row that isn't there locks nothing, and
 * would let a message out beside a withdrawal.
 * @throws Error outside a transaction, where a lock would be gone at once
 */
export async function lockScope(
  db: Database,
  { profileIds = [], customerIds = [], contactPoints = [], move = false }: Scope,
): Promise<Locked> {
  if (!db.inTransaction) throw new Error('lockScope works inside db.transaction(…) only.');
  const profiles = await lockProfiles(db, new Set(profileIds), move);
  const customers = await lockCustomers(db, new Set([...customerIds, ...profiles.values()]));
  await lockContactPoints(db, contactPoints);
  return { profiles, customers };
}

async function lockProfiles(db: Database, ids: ReadonlySet<string>, move: boolean) {
  if (ids.size === 0) return new Map<string, string>();
  const rows = await db.query<{ id: string; customer: string }>(
    `select id, customer_id as customer from chaland.profile where id = any($1::uuid[])
     order by id for ${move ? 'update' : 'key share'}`,
    [uuidArray([...ids])],
    { name: `chaland.lock-scope-profiles-${move ? 'update' : 'share'}` },
  );
  return new Map(rows.map(({ id, customer }) => [id, customer]));
}

async function lockCustomers(db: Database, ids: ReadonlySet<string>) {
  if (ids.size === 0) return new Map<string, string>();
  const rows = await db.query<{ id: string; now: string }>(
    `select id, coalesce(merged_into, id) as now from chaland.customer where id = any($1::uuid[])
     order by id for update`,
    [uuidArray([...ids])],
    { name: 'chaland.lock-scope-customers' },
  );
  return new Map(rows.map(({ id, now }) => [id, now]));
}

async function lockContactPoints(db: Database, contactPoints: Iterable<ContactPoint>): Promise<void> {
  const wanted = new Map([...contactPoints].map((point) => [contactRef(point), point]));
  if (wanted.size === 0) return;
  const { kind, value } = columns(wanted.values(), 'kind', 'value');
  const values = [textArray(kind), textArray(value)];
  // An erasure may remove a row between the two statements: it is made again then.
  for (let locked = 0; locked < wanted.size; ) {
    await db.query(
      `insert into chaland.contact_point (kind, value)
       select * from unnest($1::text[], $2::text[]) as t (kind, value) order by kind collate "C", value collate "C"
       on conflict do nothing`,
      values,
      { name: 'chaland.make-contact-points' },
    );
    const rows = await db.query(
      `select 1 from chaland.contact_point
       where (kind, value) in (select * from unnest($1::text[], $2::text[]))
       order by kind, value for update`,
      values,
      { name: 'chaland.lock-contact-points' },
    );
    locked = rows.length;
  }
}
