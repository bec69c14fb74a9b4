import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { Column, DeclaredTable } from '../declared-tables.ts';
import { named, quoted } from '../quoted.ts';
import { whoseRows } from '../whose-rows.ts';
import type { Nobody } from './nobody.ts';

export interface Ids {
  customerIds: readonly string[];
  profileIds: readonly string[];
  /** Only the rows that were made from these moments. */
  momentIds?: readonly string[];
}

/** Deletes or anonymises the rows of a declared table that are these persons'. Returns how many. */
export async function eraseRows(
  db: Database,
  declared: DeclaredTable,
  { customerIds, profileIds, momentIds }: Ids,
  nobody: Nobody,
): Promise<number> {
  const { table, entry } = declared;
  const whose = whoseRows(entry);
  const theirs = momentIds ? `(${whose}) and ${quoted(entry.moment!)} = any($3::uuid[])` : whose;
  const ids = [uuidArray(customerIds), uuidArray(profileIds), ...(momentIds ? [uuidArray(momentIds)] : [])];
  // Both are named even where only one is asked for: PostgreSQL wants to know the type of each parameter.
  const typed = 'select $1::uuid[], $2::uuid[]';
  const [counted] = await db.query<{ count: number }>(
    entry.erase === 'delete'
      ? `with ids as (${typed}), gone as (delete from ${named(table)} where ${theirs} returning 1)
         select count(*)::int as count from gone`
      : `with ids as (${typed}), gone as (delete from ${named(table)} where ${theirs} returning *),
           kept as (insert into ${named(table)} (${written(declared)}) overriding system value
             select ${anonymised(declared, nobody)} from gone returning 1)
         select count(*)::int as count from kept`,
    ids,
  );
  return counted?.count ?? 0;
}

const writable = ({ columns }: DeclaredTable) => columns.filter(({ generated }) => !generated);
const written = (declared: DeclaredTable) =>
  writable(declared)
    .map(({ name }) => quoted(name))
    .join(', ');

function anonymised(declared: DeclaredTable, nobody: Nobody): string {
  const { customer, profile, moment, personal = [] } = declared.entry;
  const id = moment ? nobody.sql(quoted(moment)) : 'gen_random_uuid()';
  return writable(declared)
    .map((column) => {
      const { name, nullable } = column;
      if (name === customer || name === profile) return nullable ? 'null' : id;
      return personal.includes(name) ? emptyValue(column) : quoted(name);
    })
    .join(', ');
}

/** What a personal column holds once it tells nothing. */
export function emptyValue({ type, nullable }: Pick<Column, 'type' | 'nullable'>): string {
  if (nullable) return 'null';
  if (type.endsWith('[]') || /^jsonb?$/.test(type)) return `'{}'::${type}`;
  if (/^(text|character|citext|bytea)/.test(type)) return `''::${type}`;
  if (/^(date|timestamp)/.test(type)) return `'epoch'::${type}`;
  if (type === 'boolean') return 'false';
  if (type === 'uuid') return `'00000000-0000-0000-0000-000000000000'::uuid`;
  return `0::${type}`;
}
