import { sql } from 'kysely';
import { problem } from '../http/problem.ts';
import type { Database } from './database.ts';
import { type MigrationOwner, schemaOf } from './migrate.ts';

/**
 * What is only ever added to: a role that runs Chaland may insert and select, so that neither a fault nor an intruder
 * in the application can change what people agreed to.
 */
export const appendOnly = [
  'chaland.consent',
  'chaland.consent_checkpoint',
  'chaland.consent_checkpoint_head',
  'chaland.notice',
] as const;

/** What the application reads and never writes. */
const readOnly = ['chaland.migration'] as const;

/**
 * Lets a role use the tables that this one owns, those of removed plugins too, and no more than it needs. Run after
 * each migration, as the owner; in one transaction, so that nobody runs with too much or too little between.
 * @throws CHL_ROLE_UNKNOWN
 */
export async function grantApplicationRole(
  db: Database,
  role: string,
  owners: readonly MigrationOwner[],
): Promise<void> {
  const [found] = await db.query('select 1 from pg_roles where rolname = $1', [role]);
  if (!found) throw problem('CHL_ROLE_UNKNOWN', { detail: `"${role}"` });
  const to = sql.id(role);
  await db.transaction(async () => {
    for (const schema of await schemasOf(db, owners)) {
      const inside = sql.id(schema);
      await db.rows(sql`grant usage on schema ${inside} to ${to}`);
      await db.rows(
        sql`grant select, insert, update, delete, truncate on all tables in schema ${inside} to ${to}`,
      );
      await db.rows(sql`grant usage, select on all sequences in schema ${inside} to ${to}`);
    }
    for (const table of appendOnly) {
      await db.rows(sql`revoke update, delete, truncate on ${sql.table(table)} from ${to}`);
    }
    for (const table of readOnly) {
      await db.rows(sql`revoke insert, update, delete, truncate on ${sql.table(table)} from ${to}`);
    }
  });
}

/** Of core, of enabled plugins, and of those whose tables stayed. */
async function schemasOf(db: Database, owners: readonly MigrationOwner[]): Promise<string[]> {
  const rows = await db.query<{ owner: string }>('select distinct owner from chaland.migration');
  const named = new Set([...owners.map(({ id }) => id), ...rows.map(({ owner }) => owner)].map(schemaOf));
  const there = await db.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname = any($1)',
    [[...named]],
  );
  return there.map(({ name }) => name).sort();
}
