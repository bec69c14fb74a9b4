import { Command } from 'commander';
import { systemClock } from '../../clock.ts';
import { type ResolvedConfig, resolveConfig } from '../../config.ts';
import { coreContributions } from '../../core-plugin.ts';
import { grantApplicationRole } from '../../data/application-role.ts';
import { type AppliedMigration, migrate, pendingMigrations } from '../../data/migrate.ts';
import { schemaOwners } from '../../data/schema-owners.ts';
import { problem } from '../../http/problem.ts';
import { createPluginHost } from '../../plugin/host.ts';
import { action } from '../action.ts';
import { withDatabase } from '../deployment.ts';

export const migrateCommand = () =>
  new Command('migrate')
    .summary('bring the database up to date')
    .description(
      'Applies the migrations of core and of the enabled plugins that the database does not have yet.\n' +
        'Several processes may run it at once: one migrates, the others wait. `chaland start` does it too.\n\n' +
        'With CHALAND_MIGRATION_DATABASE it is done by the role in that address, and the role in CHALAND_DATABASE is\n' +
        'let use the tables: it may then run Chaland, and only add to the consent ledger.',
    )
    .option('--dry-run', 'list what would be applied, and apply nothing')
    .action(
      action<{ dryRun?: boolean }>((call) =>
        withDatabase(
          call,
          async (db, config) => {
            const { dryRun = false } = call.options;
            const resolved = resolveConfig(config);
            const owners = schemaOwners(createPluginHost(resolved, coreContributions).enabled);
            const migrations = dryRun
              ? await pendingMigrations(db, owners)
              : await migrate(db, owners, systemClock);
            const role = dryRun ? undefined : applicationRole(resolved);
            if (role) await grantApplicationRole(db, role, owners);
            call.terminal.result({ dryRun, migrations, ...(role ? { grantedTo: role } : {}) }, () =>
              [told(migrations, dryRun), ...(role ? [`"${role}" may use the tables.`] : [])].join('\n'),
            );
          },
          { toMigrate: true },
        ),
      ),
    );

/** Who runs Chaland, where somebody else migrates. @throws CHL_CONFIG_INVALID where the two are one */
function applicationRole({ database, migrationDatabase }: ResolvedConfig): string | undefined {
  if (!migrationDatabase) return undefined;
  const role = roleOf(database);
  if (role !== undefined && role !== roleOf(migrationDatabase)) return role;
  throw problem('CHL_CONFIG_INVALID', {
    detail: 'CHALAND_MIGRATION_DATABASE names a role apart, so CHALAND_DATABASE must name another one',
    mend: 'Put the role that owns the tables into CHALAND_MIGRATION_DATABASE, and the one that runs Chaland into CHALAND_DATABASE.',
  });
}

const roleOf = (address: string): string | undefined =>
  /^postgres(ql)?:\/\//.test(address) ? decodeURIComponent(new URL(address).username) : undefined;

const told = (migrations: readonly AppliedMigration[], dryRun: boolean): string =>
  migrations.length === 0
    ? 'The database is up to date.'
    : [
        `${dryRun ? 'To be applied' : 'Applied'}:`,
        ...migrations.map(({ owner, name }) => `  ${owner}/${name}`),
      ].join('\n');
