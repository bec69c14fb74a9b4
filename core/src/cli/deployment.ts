import { type BootOptions, type Chaland, createChaland } from '../boot.ts';
import { type Config, resolveConfig } from '../config.ts';
import { findConfig, loadConfig } from '../config-file.ts';
import type { Database } from '../data/database.ts';
import { openDatabase } from '../data/open.ts';
import { createLog } from '../log.ts';
import type { Call } from './action.ts';
import { whileDown } from './while-down.ts';

/** The deployment's configuration: `--config`, else `chaland.config.ts` in the current folder. */
export const configOf = ({ options }: Call): Promise<Config> => loadConfig(options.config);

/** The path of that configuration. */
export const configFileOf = ({ options }: Call): string => findConfig(options.config);

/**
 * Runs `work` with the deployment's database open, its schema as it is.
 * @param options.toMigrate as the role that owns the tables, where there is one apart
 */
export async function withDatabase<T>(
  call: Call,
  work: (db: Database, config: Config) => Promise<T>,
  { toMigrate = false } = {},
): Promise<T> {
  const config = await configOf(call);
  const db = await whileDown(call, undefined, () => openAnswering(config, toMigrate));
  try {
    return await work(db, config);
  } finally {
    await db.close();
  }
}

async function openAnswering(config: Config, toMigrate: boolean): Promise<Database> {
  const { database, migrationDatabase, connections } = resolveConfig(config);
  const db = await openDatabase((toMigrate && migrationDatabase) || database, { connections });
  try {
    await db.query('select 1');
    return db;
  } catch (error) {
    await db.close().catch(() => {});
    throw error;
  }
}

/**
 * Runs `work` with the deployment assembled, nothing listening or subscribed, and closes it.
 * A new database is migrated; one that an older version made is left to `chaland migrate` or `start`.
 */
export async function withChaland<T>(
  call: Call,
  work: (chaland: Chaland) => Promise<T>,
  {
    signal,
    // What goes wrong is told by the command; a person at a terminal has no use for a log of it.
    log = createLog(process.env.CHALAND_LOG_LEVEL ?? (call.terminal.verbose ? 'info' : 'fatal')),
    migrate = 'if-new',
    panel,
  }: Pick<BootOptions, 'log' | 'migrate' | 'panel'> & { signal?: AbortSignal } = {},
): Promise<T> {
  const config = await configOf(call);
  const chaland = await whileDown(call, signal, () =>
    createChaland(config, { log, migrate, ...(panel ? { panel } : {}) }),
  );
  try {
    return await work(chaland);
  } finally {
    await chaland.close();
  }
}
