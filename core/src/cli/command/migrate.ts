import { Command } from 'commander';
import { systemClock } from '../../clock.ts';
import { resolveConfig } from '../../config.ts';
import { coreContributions } from '../../core-plugin.ts';
import { type AppliedMigration, migrate, pendingMigrations } from '../../data/migrate.ts';
import { schemaOwners } from '../../data/schema-owners.ts';
import { createPluginHost } from '../../plugin/host.ts';
import { action } from '../action.ts';
import { withDatabase } from '../deployment.ts';

export const migrateCommand = () =>
  new Command('migrate')
    .summary('bring the database up to date')
    .description(
      'Applies the migrations of core and of the enabled plugins that the database does not have yet.\n' +
        'Several processes may run it at once: one migrates, the others wait. `chaland start` does it too.',
    )
    .option('--dry-run', 'list what would be applied, and apply nothing')
    .action(
      action<{ dryRun?: boolean }>((call) =>
        withDatabase(call, async (db, config) => {
          const { dryRun = false } = call.options;
          const owners = schemaOwners(createPluginHost(resolveConfig(config), coreContributions).enabled);
          const migrations = dryRun
            ? await pendingMigrations(db, owners)
            : await migrate(db, owners, systemClock);
          call.terminal.result({ dryRun, migrations }, () => told(migrations, dryRun));
        }),
      ),
    );

const told = (migrations: readonly AppliedMigration[], dryRun: boolean): string =>
  migrations.length === 0
    ? 'The database is up to date.'
    : [
        `${dryRun ? 'To be applied' : 'Applied'}:`,
        ...migrations.map(({ owner, name }) => `  ${owner}/${name}`),
      ].join('\n');
