import { textArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Connection } from '../../data/connection.ts';
import { sameValue } from '../attributes.ts';
import { type CompetingProfile, type GoldenRecord, goldenRecord } from '../golden-record.ts';
import { readCompeting } from './competing.ts';
import type { SurvivorshipRules } from './rules.ts';

/**
 * Chooses customers' golden records anew from their profiles as they are now, and writes those that differ, each
 * with a new version. Locks the customers' rows, in order, where the caller hasn't; the profiles' locks are the
 * caller's.
 * @param founded profiles that this transaction is about to write, by customer
 * @param verified profiles of which it is about to write that they are
 */
export async function recomputeGoldenRecords(
  connection: Pick<Connection, 'query'>,
  customerIds: readonly string[],
  now: Date,
  rules: SurvivorshipRules,
  {
    founded = new Map(),
    verified = new Set(),
  }: {
    founded?: ReadonlyMap<string, readonly CompetingProfile[]>;
    verified?: ReadonlySet<string>;
  } = {},
): Promise<void> {
  const customers = await connection.query<GoldenRecord & { id: string }>(
    `select id, attributes, display_name as "displayName", search_name as "searchName"
     from chaland.customer where id = any($1::uuid[]) order by id for no key update`,
    [uuidArray(customerIds)],
    { name: 'chaland.lock-customers' },
  );
  // Only now, so that of two profiles that change at once neither is overlooked.
  const stored = await readCompeting(connection, customerIds, rules);
  const changed = customers.flatMap((before) => {
    const { profiles = [], choices } = stored.get(before.id) ?? {};
    const competing = [...profiles, ...(founded.get(before.id) ?? [])];
    for (const profile of competing) profile.verified ||= verified.has(profile.id);
    const after = goldenRecord(competing, rules, choices);
    const same =
      sameValue(before.attributes, after.attributes) &&
      before.displayName === after.displayName &&
      before.searchName === after.searchName;
    return same ? [] : [{ id: before.id, ...after, attributes: JSON.stringify(after.attributes) }];
  });
  if (changed.length === 0) return;
  const { id, attributes, displayName, searchName } = columns(
    changed,
    'id',
    'attributes',
    'displayName',
    'searchName',
  );
  await connection.query(
    `update chaland.customer c
     set attributes = t.attributes::jsonb, display_name = t.display_name, search_name = t.search_name,
         version = c.version + 1, updated_at = $5::timestamptz
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as t (id, attributes, display_name, search_name)
     where c.id = t.id`,
    [uuidArray(id), textArray(attributes), textArray(displayName), textArray(searchName), now],
    { name: 'chaland.change-customers' },
  );
}
