import type { Database } from '../data/database.ts';
import type { PersonalData } from '../data/migration.ts';

export interface Column {
  name: string;
  /** As PostgreSQL writes it: `uuid`, `timestamp with time zone`, `text[]`. */
  type: string;
  nullable: boolean;
  /** Computed by the database, and not to be written. */
  generated: boolean;
}

/** A table that somebody declared, as it is in this database. */
export interface DeclaredTable {
  /** `core`, or the plugin, which may be removed by now. */
  owner: string;
  /** With its schema. */
  table: string;
  entry: PersonalData;
  columns: readonly Column[];
  /** The columns of its primary key; none where it has none. */
  key: readonly string[];
}

interface Row {
  owner: string;
  entry: PersonalData;
  columns: Column[];
  key: string[];
  references: string[];
}

/**
 * Every declared table that is there, those of removed plugins included; a table comes before those that it
 * references, so that rows can be deleted in this order.
 */
export async function declaredTables(db: Database): Promise<DeclaredTable[]> {
  const rows = await db.query<Row>(`
    select d.owner, entry.value as entry,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'nullable', not a.attnotnull, 'generated', a.attgenerated <> '') order by a.attnum)
        from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select jsonb_agg(a.attname order by place.ord)
        from pg_index i cross join unnest(i.indkey) with ordinality as place (attnum, ord)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = place.attnum
        where i.indrelid = t.oid and i.indisprimary), '[]') as key,
      coalesce((select jsonb_agg(distinct s.nspname || '.' || r.relname)
        from pg_constraint k join pg_class r on r.oid = k.confrelid join pg_namespace s on s.oid = r.relnamespace
        where k.contype = 'f' and k.conrelid = t.oid and k.confrelid <> t.oid), '[]') as "references"
    from chaland.personal_data d
      cross join lateral jsonb_array_elements(d.declaration) with ordinality as entry (value, place)
      join pg_class t on t.oid = to_regclass(entry.value ->> 'table')
    order by d.owner, entry.place`);
  const found = rows.map(({ owner, entry, columns, key }) => ({
    owner,
    table: entry.table,
    entry,
    columns,
    key,
  }));
  const references = new Map(rows.map(({ entry, references }) => [entry.table, references]));
  return inOrder(found, references);
}

function inOrder(tables: DeclaredTable[], references: ReadonlyMap<string, string[]>): DeclaredTable[] {
  /** How far a table is from what it references, so that the farthest goes first. */
  const depth = (table: string, seen: readonly string[] = []): number =>
    seen.includes(table)
      ? 0
      : Math.max(
          0,
          ...(references.get(table) ?? []).map((other) =>
            references.has(other) ? 1 + depth(other, [...seen, table]) : 0,
          ),
        );
  const depths = new Map([...references.keys()].map((table) => [table, depth(table)]));
  return tables.toSorted((a, b) => depths.get(b.table)! - depths.get(a.table)!);
}
