import type { Database } from '../../data/database.ts';
import { countedDuplicates } from './record.ts';
import { type Reach, visible } from './visible.ts';

/** Another customer who may be the same person, and what both were known by. */
export interface PossibleDuplicate {
  id: string;
  displayName: string | null;
  shared: { kind: string; value: string }[];
}

/** Who may be the same person as a customer: those that somebody may see, the latest found first. */
export async function readDuplicates(db: Database, id: string, reach: Reach): Promise<PossibleDuplicate[]> {
  const found = await db.query<PossibleDuplicate>(select, [id, countedDuplicates], {
    name: 'chaland.duplicates-of',
  });
  const seen = await visible(
    db,
    found.map((one) => one.id),
    reach,
  );
  return found.filter((one) => seen.has(one.id));
}

const select = `
  with pair as materialized (
    select other_id as id, kind, value, created_at from chaland.possible_duplicate where customer_id = $1::uuid
    union all
    select customer_id, kind, value, created_at from chaland.possible_duplicate where other_id = $1::uuid
  ), other as materialized (
    select id, max(created_at) as found_at,
      json_agg(json_build_object('kind', kind, 'value', value) order by kind, value) as shared
    from pair group by id order by found_at desc, id limit $2
  )
  select other.id, customer.display_name as "displayName", other.shared
  from other join chaland.customer using (id)
  where customer.merged_into is null
  order by other.found_at desc, other.id`;
