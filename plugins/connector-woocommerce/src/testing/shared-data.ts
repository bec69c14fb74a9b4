import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../../../..');

/**
 * A file of the data sets that tests read where they are: in the folder that CHALAND_DATA names, else in
 * `shared/data` beside the repository. They are never part of it.
 */
export function sharedData(path: string): { file: string; missing: string | false } {
  const folder = process.env.CHALAND_DATA ?? join(repository, '..', 'shared', 'data');
  const file = join(folder, path);
  const missing = `SKIPPED, there is no ${path} in CHALAND_DATA or ../shared/data`;
  return { file, missing: existsSync(file) ? false : missing };
}
