import type { MigrationOwner } from '../data/migrate.ts';
import { coreMigrations } from '../data/migration/index.ts';
import { corePersonalData } from '../data/personal-data.ts';
import type { Plugin } from '../plugin/define-plugin.ts';

/** Core's migrations and the plugins'. Tables of plugins refer only to core's, so the plugins' order is free. */
export const schemaOwners = (plugins: readonly Plugin[] = []): MigrationOwner[] => [
  { id: 'core', migrations: coreMigrations, personalData: corePersonalData },
  ...plugins.map(({ id, migrations = [], personalData = [] }) => ({ id, migrations, personalData })),
];
