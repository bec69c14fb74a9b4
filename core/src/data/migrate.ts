import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { problem } from '../http/problem.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import type { Migration, PersonalData } from './migration.ts';

/** Whose migrations: core's first, then the plugins' in dependency order. */
export interface MigrationOwner {
  /** `core`, or the plugin's id. */
  id: string;
  migrations: readonly Migration[];
  personalData?: readonly PersonalData[];
}

export interface AppliedMigration {
  owner: string;
  name: string;
}

/** The Postgres schema that holds an owner's tables. */
export const schemaOf = (owner: string): string =>
  owner === 'core' ? 'chaland' : owner.replaceAll('-', '_');

/** Held while migrating, so that of several processes that start at once one migrates and the others wait. */
const advisoryLock = 4_269_001;

/**
 * Brings the schema up to date, each migration in its own transaction with its record.
 * @param options.failed is told when a plugin's migration fails; the other owners go on. Absent, it is thrown.
 * @returns what was applied now
 * @throws CHL_MIGRATION_UNKNOWN when a newer version left a breaking migration behind
 */
export function migrate(
  db: Database,
  owners: readonly MigrationOwner[],
  clock: Clock,
  { failed }: { failed?: (owner: string, error: unknown) => void } = {},
): Promise<AppliedMigration[]> {
  return db.session(async (connection) => {
    await connection.query('select pg_advisory_lock($1)', [advisoryLock]);
    try {
      await bootstrap(connection);
      const known = await recorded(connection);
      refuseUnknown(known, owners);
      const applied: AppliedMigration[] = [];
      for (const owner of owners) {
        try {
          for (const next of [...owner.migrations].sort((a, b) => (a.name < b.name ? -1 : 1))) {
            if (known.has(`${owner.id}/${next.name}`)) continue;
            await apply(db, owner, next, clock);
            applied.push({ owner: owner.id, name: next.name });
          }
        } catch (error) {
          // A missing privilege is nobody's fault but the deployment's.
          if (!failed || owner.id === 'core' || mayNotMigrate(error)) throw error;
          failed(owner.id, error);
        }
        await rememberPersonalData(db, owner);
      }
      return applied;
    } catch (error) {
      throw mayNotMigrate(error) ? notByThisRole(error) : error;
    } finally {
      await connection.query('select pg_advisory_unlock($1)', [advisoryLock]).catch(() => {});
    }
  });
}

/** SQLSTATE of a missing privilege. */
const mayNotMigrate = (error: unknown): boolean => (error as { code?: string }).code === '42501';

const notByThisRole = (cause: unknown) =>
  problem('CHL_MIGRATION_PENDING', {
    detail: 'this database role may not change tables',
    mend: 'Run `chaland migrate` with CHALAND_MIGRATION_DATABASE set to the address of the role that owns them.',
    cause,
  });

/** What is still to be applied, without applying it. */
export async function pendingMigrations(
  db: Database,
  owners: readonly MigrationOwner[],
): Promise<AppliedMigration[]> {
  return db.session(async (connection) => {
    const [found] = await connection.query<{ there: boolean }>(
      `select to_regclass('chaland.migration') is not null as there`,
    );
    const known = found?.there ? await recorded(connection) : new Map();
    return owners.flatMap(({ id, migrations }) =>
      migrations.filter(({ name }) => !known.has(`${id}/${name}`)).map(({ name }) => ({ owner: id, name })),
    );
  });
}

/** @throws CHL_MIGRATION_PENDING where an older version made the schema; an empty database is no such thing */
export async function refuseOldSchema(db: Database, owners: readonly MigrationOwner[]): Promise<void> {
  const pending = await pendingMigrations(db, owners);
  const all = owners.reduce((sum, { migrations }) => sum + migrations.length, 0);
  if (pending.length === 0 || pending.length === all) return;
  throw problem('CHL_MIGRATION_PENDING', {
    detail: pending.map(({ owner, name }) => `${owner}/${name}`).join(', '),
  });
}

async function bootstrap(connection: Connection): Promise<void> {
  const [known] = await connection.query<{ there: boolean }>(
    `select to_regclass('chaland.migration') is not null and to_regclass('chaland.personal_data') is not null as there`,
  );
  // A role that may only use the tables is refused even `if not exists`.
  if (known?.there) return;
  await connection.query('create schema if not exists chaland');
  await connection.query(`
    create table if not exists chaland.migration (
      owner text not null,
      name text not null,
      breaking boolean not null,
      applied_at timestamptz not null,
      primary key (owner, name)
    )`);
  await connection.query(`
    create table if not exists chaland.personal_data (
      owner text primary key,
      declaration jsonb not null
    )`);
}

async function recorded(connection: Connection): Promise<Map<string, { breaking: boolean }>> {
  const rows = await connection.query<{ owner: string; name: string; breaking: boolean }>(
    'select owner, name, breaking from chaland.migration',
  );
  return new Map(rows.map(({ owner, name, breaking }) => [`${owner}/${name}`, { breaking }]));
}

/** A removed plugin's records are left alone: only what is enabled must understand its tables. */
function refuseUnknown(known: Map<string, { breaking: boolean }>, owners: readonly MigrationOwner[]): void {
  const enabled = new Map(
    owners.map(({ id, migrations }) => [id, new Set(migrations.map(({ name }) => name))]),
  );
  const unknown = [...known]
    .filter(([, { breaking }]) => breaking)
    .map(([key]) => key)
    .filter((key) => {
      const [owner, name] = key.split('/') as [string, string];
      return enabled.has(owner) && !enabled.get(owner)?.has(name);
    });
  if (unknown.length > 0) throw problem('CHL_MIGRATION_UNKNOWN', { detail: unknown.join(', ') });
}

function apply(db: Database, owner: MigrationOwner, { name, up, breaking = false }: Migration, clock: Clock) {
  return db.transaction(async () => {
    await db.rows(sql`create schema if not exists ${sql.id(schemaOf(owner.id))}`);
    if (typeof up === 'string') await db.session((connection) => connection.script(up));
    else await up(db);
    await db.query(
      'insert into chaland.migration (owner, name, breaking, applied_at) values ($1, $2, $3, $4)',
      [owner.id, name, breaking, clock.now()],
    );
  });
}

async function rememberPersonalData(db: Database, { id, personalData = [] }: MigrationOwner): Promise<void> {
  await db.query(
    `insert into chaland.personal_data (owner, declaration) values ($1, $2::jsonb)
     on conflict (owner) do update set declaration = excluded.declaration`,
    [id, JSON.stringify(personalData)],
  );
}
