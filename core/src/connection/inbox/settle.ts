import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { Text } from '../../text.ts';
import type { Outcome } from './handle.ts';
import { storable } from './new-delivery.ts';

/** Writes what became of deliveries, and whom they speak of. */
export async function settle(
  db: Database,
  ended: readonly { id: string; outcome: Outcome }[],
  now: Date,
): Promise<void> {
  await db.query(
    `update chaland.delivery d set state = e.state, code = e.problem ->> 'code', problem = e.problem, reason = e.reason,
       changed_at = $2, tries = d.tries + 1
     from jsonb_to_recordset($1::jsonb) as e (id uuid, state text, problem jsonb, reason jsonb)
     where d.id = e.id`,
    [
      JSON.stringify(
        ended.map(({ id, outcome }) => ({
          id,
          state: outcome.state,
          problem: outcome.state === 'quarantined' ? outcome.problem : null,
          reason: outcome.state === 'ignored' ? storableText(outcome.reason) : null,
        })),
      ).replaceAll('\\u0000', ''),
      now,
    ],
    { name: 'chaland.settle-deliveries' },
  );
  await linkProfiles(
    db,
    ended.flatMap(({ id, outcome }) => outcome.profiles.map((profile) => ({ id, profile }))),
  );
}

const storableText = ({ en, fr }: Text): Text => ({ en: storable(en), fr: storable(fr) });

/** Notes whom deliveries speak of, so that erasing these persons finds them. */
export async function linkProfiles(
  db: Database,
  links: readonly { id: string; profile: string }[],
): Promise<void> {
  if (links.length === 0) return;
  await db.query(
    `insert into chaland.delivery_profile (profile_id, delivery_id)
     select * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing`,
    [uuidArray(links.map(({ profile }) => profile)), uuidArray(links.map(({ id }) => id))],
    { name: 'chaland.link-deliveries' },
  );
}
