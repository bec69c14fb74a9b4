import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { DeclaredTable } from '../declared-tables.ts';
import type { DataSubject } from '../personal-data-handler.ts';
import { named, quoted } from '../quoted.ts';
import { whoseRows } from '../whose-rows.ts';

export type HeldRow = Record<string, unknown>;

const atOnce = 1_000;

/** A declared table with all the columns that tell whose its rows are: one table may be declared by several. */
export interface HeldTable {
  owner: string;
  table: string;
  declared: DeclaredTable;
  /** A condition on customers ($1) or profiles ($2). */
  theirs: string;
}

/** The tables that go into an export, each once. */
export function heldTables(tables: readonly DeclaredTable[]): HeldTable[] {
  const exported = tables.filter(({ entry }) => entry.export === 'rows' && (entry.customer || entry.profile));
  return [...Map.groupBy(exported, ({ table }) => table)].map(([table, all]) => ({
    owner: all[0]!.owner,
    table,
    declared: all[0]!,
    theirs: all.map(({ entry }) => whoseRows(entry)).join(' or '),
  }));
}

/** Every row that is theirs, page by page in the order of the key, however many there are. */
export async function* heldRows(
  db: Database,
  { table, declared, theirs }: HeldTable,
  { customerIds, profileIds }: DataSubject,
): AsyncGenerator<HeldRow> {
  const { key, columns } = declared;
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const ordered = key.map(quoted).join(', ');
  const hidden = columns.filter(({ generated }) => generated).map(({ name }) => name);
  const shown = `to_jsonb(t) - '{${hidden.join(',')}}'::text[]`;
  const ids = [uuidArray(customerIds), uuidArray(profileIds)];
  // Both are named even where only one is asked for: PostgreSQL wants to know the type of each parameter.
  const asked = `with ids as (select $1::uuid[], $2::uuid[])`;
  const from = `from ${named(table)} t where (${theirs})`;
  let after: (string | null)[] | undefined;
  for (;;) {
    const values: unknown[] = [...ids];
    const bound = (value: string | null, name: string) => `$${values.push(value)}::text::${types.get(name)}`;
    const beyond = after
      ? `and (${ordered}) > (${after.map((value, index) => bound(value, key[index]!)).join(', ')})`
      : '';
    const rows = await db.query<{ row: HeldRow; at: (string | null)[] }>(
      key.length === 0
        ? `${asked} select ${shown} as row, '[]'::jsonb as at ${from}`
        : `${asked} select ${shown} as row, jsonb_build_array(${key.map((name) => `${quoted(name)}::text`).join(', ')}) as at
           ${from} ${beyond} order by ${ordered} limit ${atOnce}`,
      values,
    );
    for (const { row } of rows) yield row;
    if (key.length === 0 || rows.length < atOnce) return;
    after = rows.at(-1)!.at;
  }
}
