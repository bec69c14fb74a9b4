import { createHash } from 'node:crypto';
import type { MigrationOwner } from '../data/migrate.ts';

/** A short name for a schema: the same migrations give the same name, so that a prepared database can be reused. */
export function migrationsHash(owners: readonly MigrationOwner[], salt = ''): string {
  const hash = createHash('sha256').update(salt);
  for (const { id, migrations, personalData = [] } of owners) {
    hash.update(`\n${id} ${JSON.stringify(personalData)}`);
    for (const { name, up, breaking } of migrations)
      hash.update(`\n${name} ${String(breaking)} ${String(up)}`);
  }
  return hash.digest('hex').slice(0, 16);
}
