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

/** Pairs speak of who somebody was before merges: of this customer that, and of the others who they are now. */
const select = `
  with home as materialized (
    select $1::uuid as id
    union
    select p.home_id from chaland.customer_profile mine join chaland.profile p on p.id = mine.profile_id
    where mine.customer_id = $1::uuid
  ), pair as materialized (
    select d.customer_id as home_id, d.other_id as id, kind, value, created_at
    from home join chaland.possible_duplicate d on d.customer_id = home.id
    union all
    select d.other_id, d.customer_id, kind, value, created_at
    from home join chaland.possible_duplicate d on d.other_id = home.id
  ), open as materialized (
    select coalesce(c.merged_into, c.id) as id, pair.kind, pair.value, pair.created_at
    from pair join chaland.customer c on c.id = pair.id
    where not exists (
      select from chaland.not_same n
      where n.customer_id = least(pair.home_id, pair.id) and n.other_id = greatest(pair.home_id, pair.id))
  ), other as materialized (
    select id, max(created_at) as found_at,
      json_agg(distinct jsonb_build_object('kind', kind, 'value', value)) as shared
    from open where id <> $1::uuid group by id order by found_at desc, id limit $2
  )
  select other.id, customer.display_name as "displayName", other.shared
  from other join chaland.customer using (id)
  order by other.found_at desc, other.id`;
