import type { Database } from '../data/database.ts';
import { type MigrationOwner, schemaOf } from '../data/migrate.ts';
import { problem } from '../http/problem.ts';

interface PersonColumn {
  table: string;
  column: string;
}

/** Columns that tell a person by their name, or by a foreign key to a customer or a profile. */
const personColumns = `
  select space.nspname || '.' || "table".relname as "table", "column".attname as "column"
  from pg_class "table"
  join pg_namespace space on space.oid = "table".relnamespace
  join pg_attribute "column" on "column".attrelid = "table".oid
  where space.nspname = any($1)
    and "table".relkind in ('r', 'p') and not "table".relispartition
    and "column".attnum > 0 and not "column".attisdropped
    and ("column".attname in ('customer_id', 'profile_id')
      or exists (
        select from pg_constraint k
        where k.contype = 'f' and k.conrelid = "table".oid and "column".attnum = any(k.conkey)
          and k.confrelid in ('chaland.customer'::regclass, 'chaland.profile'::regclass)))
  order by 1, 2`;

/**
 * Finds tables that tell of a person and that nobody declared: they would be forgotten when a person asks for
 * their data, or asks to be forgotten.
 * @throws CHL_PERSONAL_DATA_UNDECLARED naming every such column, its owner, and the line that is missing
 */
export async function checkPersonalData(db: Database, owners: readonly MigrationOwner[]): Promise<void> {
  const bySchema = new Map(owners.map((owner) => [schemaOf(owner.id), owner]));
  const found = await db.query<PersonColumn>(personColumns, [[...bySchema.keys()]]);
  const undeclared = found.flatMap(({ table, column }) => {
    const owner = bySchema.get(table.slice(0, table.indexOf('.')))!;
    const declared = owner.personalData?.some(
      (entry) => entry.table === table && (entry.customer === column || entry.profile === column),
    );
    return declared ? [] : { owner: owner.id, table, column };
  });
  if (undeclared.length === 0) return;
  throw problem('CHL_PERSONAL_DATA_UNDECLARED', {
    detail: undeclared
      .map(
        ({ owner, table, column }) =>
          `${owner === 'core' ? 'core' : `plugin "${owner}"`}: ${table}.${column}`,
      )
      .join(', '),
    errors: undeclared.map(({ owner, table, column }) => ({
      pointer: `/plugins/${owner}/personalData`,
      message:
        `${table}.${column} tells of a person. Add { table: '${table}', ${keyOf(column)}: '${column}', ` +
        "export: …, erase: …, merge: … } to the plugin's personalData",
    })),
  });
}

const keyOf = (column: string) => (column.includes('profile') ? 'profile' : 'customer');
