import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { systemClock } from '../../clock.ts';
import { createDatabase } from '../../data/database.ts';
import { type MigrationOwner, migrate } from '../../data/migrate.ts';
import { postgresDriver } from '../../data/postgres.ts';
import { migrationsHash } from '../migrations-hash.ts';
import { serverUrl } from './server-url.ts';

/** One template is made at a time, on the whole server. */
const advisoryLock = 4_269_900;

export interface PostgresTestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A new database with the owners' migrations, cloned from a template that the run made once. */
export async function postgresTestDatabase(owners: readonly MigrationOwner[]): Promise<PostgresTestDatabase> {
  const server = await serverUrl();
  if ('problem' in server) throw new Error(`There is no PostgreSQL for this test: ${server.problem}`);
  const template = `chaland_template_${migrationsHash(owners)}`;
  const name = `chaland_test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(server.url, async (client) => {
    await ensureTemplate(client, server.url, template, owners);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    url: urlOf(server.url, name),
    drop: () =>
      asAdministrator(server.url, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** Migrated under another name, renamed when it is whole: a run cut short leaves no half template. */
async function ensureTemplate(
  client: pg.Client,
  url: string,
  template: string,
  owners: readonly MigrationOwner[],
): Promise<void> {
  if (await exists(client, template)) return;
  await client.query('select pg_advisory_lock($1)', [advisoryLock]);
  try {
    if (await exists(client, template)) return;
    const staging = `${template}_new`;
    await client.query(`drop database if exists ${staging} with (force)`);
    await client.query(`create database ${staging}`);
    const db = createDatabase(postgresDriver({ url: urlOf(url, staging), connections: 2 }));
    try {
      await migrate(db, owners, systemClock);
    } finally {
      await db.close();
    }
    await untilLeft(client, staging);
    await client.query(`alter database ${staging} rename to ${template}`);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [advisoryLock]);
  }
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  return rowCount === 1;
}

/** A session that was closed here may take the server a moment longer, and nobody renames a database in use. */
async function untilLeft(client: pg.Client, name: string): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
    [name],
  );
}

async function asAdministrator<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'chaland tests' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
