import type { ContactPoint } from '../../consent/contact-point.ts';
import type { Database } from '../../data/database.ts';

/** Milliseconds for which nobody else looks at what was reserved: its process may end before it claims it. */
const patience = 60_000;

/** A message that is due, and whose row nobody holds. */
export interface Reserved {
  profileId: string;
  id: string;
  contactPoint: ContactPoint;
}

/**
 * Keeps other processes from trying to claim the same messages for a while, by moving when they are due. It claims
 * nothing: whoever comes after that while, dead or slow, finds them as they were.
 *
 * Not in the claim's own transaction: there customers and contact points are locked before messages, as everywhere, and
 * which those are must be known first.
 */
export async function reserve(db: Database, channel: string, most: number, now: Date): Promise<Reserved[]> {
  const rows = await db.query<{ profileId: string; id: string; kind: string; value: string }>(
    `update chaland.message m set due_at = $3
     from (
       select profile_id, id from chaland.message
       where state = 'requested' and channel = $1 and due_at <= $2
       order by due_at, id
       limit $4
       for update skip locked
     ) due
     where m.profile_id = due.profile_id and m.id = due.id
     returning m.profile_id as "profileId", m.id, m.contact_kind as kind, m.contact_value as value`,
    [channel, now, new Date(now.getTime() + patience), most],
    { name: 'chaland.reserve-messages' },
  );
  // In the order of their requests: pressure lets the first ones through.
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  return rows.map(({ profileId, id, kind, value }) => ({ profileId, id, contactPoint: { kind, value } }));
}
