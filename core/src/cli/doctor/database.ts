import { existsSync } from 'node:fs';
import type { Config, ResolvedConfig } from '../../config.ts';
import type { Database } from '../../data/database.ts';
import { pendingMigrations } from '../../data/migrate.ts';
import { openDatabase } from '../../data/open.ts';
import { schemaOwners } from '../../data/schema-owners.ts';
import { Problem } from '../../http/problem.ts';
import { type Finding, ok, skipped, warning, wrong } from './finding.ts';
import { fromProblem } from './from-problem.ts';
import { checkHorizon, checkSubscriptions } from './stream.ts';

/** Everything that only the database can tell. It is looked at, and nothing in it is changed. */
export async function checkDatabase(config: Config, resolved: ResolvedConfig): Promise<Finding[]> {
  const [, directory] = /^pglite:(.*)$/.exec(resolved.database) ?? [];
  if (directory !== undefined && !existsSync(directory)) {
    return [ok('database', `embedded, ${directory || 'in memory'}: it is made at the first start`)];
  }
  let db: Database | undefined;
  try {
    db = await openDatabase(resolved.database, { connections: 2 });
    return [
      await checkVersion(db),
      await checkClock(db),
      await checkPrivileges(db),
      await checkExtensions(db),
      ...(await checkSchema(db, config)),
    ];
  } catch (error) {
    if (error instanceof Problem && error.code === 'CHL_DATABASE_IN_USE') {
      const { detail = '', mend } = error.toJSON();
      return [warning('database', `${detail}: it can't be looked at from here`, mend)];
    }
    return [fromProblem('database', error)];
  } finally {
    await db?.close().catch(() => {});
  }
}

const oldestPostgres = 15;

async function checkVersion(db: Database): Promise<Finding> {
  const [row] = await db.query<{ number: string; name: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
  );
  const said = `${db.dialect === 'pglite' ? 'PGlite, PostgreSQL' : 'PostgreSQL'} ${row?.name}`;
  return Number(row?.number) >= oldestPostgres * 10_000
    ? ok('database', said)
    : wrong('database', `${said} is too old`, `Upgrade the server to PostgreSQL ${oldestPostgres} or newer.`);
}

async function checkClock(db: Database): Promise<Finding> {
  const before = Date.now();
  const [row] = await db.query<{ at: Date }>('select clock_timestamp() as at');
  const after = Date.now();
  const skew = ((row?.at.getTime() ?? after) - (before + after) / 2) / 1000;
  const said = `${Math.abs(skew).toFixed(1)} s ${skew < 0 ? 'behind' : 'ahead of'} this machine`;
  return Math.abs(skew) < 2
    ? ok('clock', "the database's agrees with this machine's")
    : warning('clock', `the database's is ${said}`, 'Let both machines set their clocks by NTP.');
}

async function checkPrivileges(db: Database): Promise<Finding> {
  const [row] = await db.query<{ create: boolean; user: string; name: string }>(
    `select has_database_privilege(current_database(), 'CREATE') as create, current_user::text as user,
       current_database()::text as name`,
  );
  return row?.create
    ? ok('privileges', `${row.user} may create schemas`)
    : wrong(
        'privileges',
        `${row?.user} may not create schemas, so plugins' tables can't be made`,
        `As the owner of the database: grant create on database "${row?.name}" to "${row?.user}"`,
      );
}

const neededExtensions = ['pg_trgm', 'unaccent'];

async function checkExtensions(db: Database): Promise<Finding> {
  const rows = await db.query<{ name: string }>(
    'select name::text from pg_available_extensions where name = any($1)',
    [neededExtensions],
  );
  const missing = neededExtensions.filter((needed) => !rows.some(({ name }) => name === needed));
  return missing.length === 0
    ? ok('extensions', neededExtensions.join(', '))
    : wrong(
        'extensions',
        `the server does not have ${missing.join(', ')}`,
        "Install PostgreSQL's contrib package on the server (postgresql-contrib), or allow them with your provider.",
      );
}

async function checkSchema(db: Database, config: Config): Promise<Finding[]> {
  const owners = schemaOwners(config.plugins);
  const pending = await pendingMigrations(db, owners);
  const [there] = await db.query<{ core: boolean }>(
    `select to_regclass('chaland.subscription') is not null as core`,
  );
  const found = [
    pending.length === 0
      ? ok('migrations', 'all are applied')
      : warning(
          'migrations',
          `to be applied: ${pending.map(({ owner, name }) => `${owner}/${name}`).join(', ')}`,
          'Run `chaland migrate`; `chaland start` does it by itself.',
        ),
    ...(await unknownMigrations(db, owners)),
    await checkHorizon(db),
  ];
  return there?.core
    ? [...found, ...(await checkSubscriptions(db))]
    : [...found, skipped('subscriptions', 'the database is empty')];
}

async function unknownMigrations(db: Database, owners: ReturnType<typeof schemaOwners>): Promise<Finding[]> {
  const [there] = await db.query<{ yes: boolean }>(
    `select to_regclass('chaland.migration') is not null as yes`,
  );
  if (!there?.yes) return [];
  const known = new Set(
    owners.flatMap(({ id, migrations }) => migrations.map(({ name }) => `${id}/${name}`)),
  );
  const rows = await db.query<{ owner: string; name: string; breaking: boolean }>(
    'select owner, name, breaking from chaland.migration order by owner, name',
  );
  const enabled = new Set(owners.map(({ id }) => id));
  const removed = [...new Set(rows.map(({ owner }) => owner).filter((owner) => !enabled.has(owner)))];
  const newer = rows.filter(({ owner, name }) => enabled.has(owner) && !known.has(`${owner}/${name}`));
  return [
    ...removed.map((owner) => ok('migrations', `the tables of "${owner}", which is not enabled, are kept`)),
    ...newer.map(({ owner, name, breaking }) =>
      (breaking ? wrong : warning)(
        'migrations',
        `${owner}/${name} was applied by a newer version${breaking ? ', and this one cannot run on its result' : ''}`,
        `Start the version of "${owner}" that made it, or a newer one.`,
      ),
    ),
  ];
}
