import { textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { mentionPatterns } from '../../privacy/erase/erase-mentions.ts';
import type { DataSubject } from '../../privacy/personal-data-handler.ts';
import { phonePatterns, rawPatterns } from './raw-spellings.ts';

/** The body as text in lower case: other bytes than ASCII as octal numbers, a backslash as two. */
const text = `lower(encode(body, 'escape'))`;

/**
 * Removes what came with deliveries that speak of somebody: those that were processed, by their links; those that weren't,
 * or were ignored, where they name an identifier in any of its spellings. Their keys go on keeping them from being kept
 * again.
 * @returns how many
 */
export async function eraseDeliveries(
  db: Database,
  { profileIds, identifiers, marks }: DataSubject,
  now: Date,
): Promise<number> {
  const rows = await db.query<{ id: string }>(
    `with theirs as materialized (
       select delivery_id as id from chaland.delivery_profile where profile_id = any($1::uuid[])
       union
       select id from chaland.delivery
       where state in ('queued', 'quarantined', 'ignored')
         and (body is not null and (${text} like any($2::text[]) or ${text} ~ any($3::text[]))
           or lower(headers::text) like any($4::text[]) or lower(problem::text) like any($4::text[])
           or lower(reason::text) like any($4::text[]))
     )
     update chaland.delivery d set key = null, body = null, headers = '{}', problem = null, reason = null,
       state = case when state in ('queued', 'quarantined') then 'discarded' else state end,
       changed_at = case when state in ('queued', 'quarantined') then $5 else changed_at end
     from theirs where d.id = theirs.id
     returning d.id`,
    [
      uuidArray(profileIds),
      textArray(rawPatterns(marks)),
      textArray(phonePatterns(identifiers)),
      textArray(mentionPatterns(marks)),
      now,
    ],
  );
  await db.query('delete from chaland.delivery_profile where delivery_id = any($1::uuid[])', [
    uuidArray(rows.map(({ id }) => id)),
  ]);
  return rows.length;
}
