import type { Database } from '../../data/database.ts';
import { named, quoted } from '../quoted.ts';

/** A column in which something was found. */
export interface Finding {
  /** `sales.line.reason` */
  column: string;
  rows: number;
  /** The first of them, as text. */
  example: string;
}

interface TableRow {
  table: string;
  columns: { name: string; type: string }[];
}

/**
 * Looks for texts in every column of every table of every schema, whatever its type: JSON, arrays and bytes as text, and
 * what is kept beside the table because it is long. As thorough as to search a dump, and it tells the column.
 * @param patterns for `like`, in lower case
 */
export async function searchDatabase(db: Database, patterns: readonly string[]): Promise<Finding[]> {
  const tables = await db.query<TableRow>(`
    select n.nspname || '.' || t.relname as "table",
      jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        as columns
    from pg_class t
      join pg_namespace n on n.oid = t.relnamespace
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    where t.relkind in ('r', 'p', 'm') and not t.relispartition
      and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    group by 1 order by 1`);
  const found: Finding[] = [];
  for (const { table, columns } of tables) {
    const texts = columns.map(({ name, type }) =>
      type === 'bytea' ? `encode(${quoted(name)}, 'escape')` : `${quoted(name)}::text`,
    );
    const hit = (text: string) => `lower(${text}) like any($1::text[])`;
    const [row] = await db.query<Record<string, string | number | null>>(
      `select ${texts
        .map(
          (text, n) =>
            `count(*) filter (where ${hit(text)})::int as n${n}, min(${text}) filter (where ${hit(text)}) as t${n}`,
        )
        .join(', ')}
       from ${named(table)} where ${texts.map(hit).join(' or ')}`,
      [patterns],
    );
    for (const [n, { name }] of columns.entries()) {
      const rows = Number(row?.[`n${n}`] ?? 0);
      if (rows > 0) found.push({ column: `${table}.${name}`, rows, example: String(row?.[`t${n}`]) });
    }
  }
  return found;
}
