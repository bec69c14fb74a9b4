import type { Database } from '../../data/database.ts';
import type { DeclaredTable } from '../declared-tables.ts';
import { named, quoted } from '../quoted.ts';

/** What stands where somebody was named. */
export const erasedMark = '[erased]';

/**
 * Looks through the columns of a declared table that may name somebody, and deletes the rows that do, or overwrites
 * the whole text in which they are named: a name beside an address would go on telling of them. Returns how many.
 */
export async function eraseMentions(
  db: Database,
  declared: DeclaredTable,
  marks: readonly string[],
): Promise<number> {
  const { table, entry, columns } = declared;
  const looked = columns.filter(({ name }) => entry.mentions?.includes(name));
  if (looked.length === 0 || marks.length === 0) return 0;
  const like = mentionPatterns(marks);
  const found = looked.map(({ name }) => mentionedIn(name)).join(' or ');
  if (entry.erase === 'delete') return counted(db, `delete from ${named(table)} where ${found}`, [like]);
  const overwritten = looked.map(({ name, type }) => {
    const column = quoted(name);
    const text = /^jsonb?$/.test(type)
      ? `regexp_replace(${column}::text, '"(?:[^"\\\\]|\\\\.)*(?:' || $2 || ')(?:[^"\\\\]|\\\\.)*"', '"${erasedMark}"', 'gi')::${type}`
      : `'${erasedMark}'`;
    return `${column} = case when ${mentionedIn(name)} then ${text} else ${column} end`;
  });
  const regex = [...new Set(marks.flatMap(spellings))].map(escapedForRegex).join('|');
  return counted(db, `update ${named(table)} set ${overwritten.join(', ')} where ${found} and $2 <> ''`, [
    like,
    regex,
  ]);
}

/** For `like any($1)` over text in lower case. */
export const mentionPatterns = (marks: readonly string[]): string[] =>
  [...new Set(marks.flatMap(spellings))].map(
    (mark) => `%${mark.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`,
  );

/** A condition on a column of text or JSON, with the patterns as the first parameter. */
export const mentionedIn = (column: string): string => `lower(${quoted(column)}::text) like any($1::text[])`;

/** As it is, and as JSON writes it. */
const spellings = (mark: string): string[] => [mark, JSON.stringify(mark).slice(1, -1)];
const escapedForRegex = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, (sign) => `\\${sign}`);

async function counted(db: Database, statement: string, values: readonly unknown[]): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `with done as (${statement} returning 1) select count(*)::int as count from done`,
    values,
  );
  return row?.count ?? 0;
}
