import type { MigrationOwner } from './migrate.ts';
import { coreMigrations } from './migration/index.ts';
import type { Migration, PersonalData } from './migration.ts';
import { corePersonalData } from './personal-data.ts';

interface WithTables {
  id: string;
  migrations?: readonly Migration[];
  personalData?: readonly PersonalData[];
}

/** Whose migrations make the schema: core's, then the plugins' in the order given. */
export const schemaOwners = (plugins: readonly WithTables[] = []): MigrationOwner[] => [
  { id: 'core', migrations: coreMigrations, personalData: corePersonalData },
  ...plugins.map(({ id, migrations = [], personalData = [] }) => ({ id, migrations, personalData })),
];
