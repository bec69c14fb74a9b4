import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { Attributes } from '../attributes.ts';
import { isSourceKind } from '../identifier.ts';
import { type CustomerIdentifier, identifiersOf } from '../read/identifiers.ts';

/** What is shown of a customer beside another. */
export interface Compared {
  id: string;
  displayName: string | null;
  attributes: Attributes;
  identifiers: CustomerIdentifier[];
  sources: string[];
  createdAt: Date;
}

/** Customers to look at beside each other, by id. */
export async function readCompared(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Compared>> {
  const rows = await db.query<Omit<Compared, 'identifiers'>>(
    `with profile as materialized (
       select mine.customer_id, array_agg(distinct p.source order by p.source) as sources
       from chaland.customer_profile mine join chaland.profile p on p.id = mine.profile_id
       where mine.customer_id = any($1::uuid[]) group by mine.customer_id
     )
     select c.id, c.display_name as "displayName", c.attributes, c.created_at as "createdAt",
       coalesce(profile.sources, '{}') as sources
     from chaland.customer c left join profile on profile.customer_id = c.id where c.id = any($1::uuid[])`,
    [uuidArray(ids)],
  );
  const identifiers = await identifiersOf(db, ids);
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, identifiers: (identifiers.get(row.id) ?? []).filter(({ kind }) => !isSourceKind(kind)) },
    ]),
  );
}

/** What both have. */
export const sharedBy = (a: Compared, b: Compared): { kind: string; value: string }[] =>
  a.identifiers
    .filter(({ kind, value }) => b.identifiers.some((other) => other.kind === kind && other.value === value))
    .map(({ kind, value }) => ({ kind, value }));
