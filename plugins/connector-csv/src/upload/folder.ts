import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Where uploaded files lie: `CHALAND_IMPORTS`, else `.chaland/imports` in the working folder. */
export const importFolder = (): string => resolve(process.env.CHALAND_IMPORTS || '.chaland/imports');

/** The files of an import. Rows tell of persons, and so do rejects and the sample of a dry run. */
export const filesOf = (id: string) => {
  const at = (ending: string) => join(importFolder(), `${id}${ending}`);
  return { upload: at('.csv'), rejects: at('.rejects.csv'), sample: at('.sample.json') };
};

/** Nobody but the server's own user may look into it. */
export const makeFolder = () => mkdir(importFolder(), { recursive: true, mode: 0o700 });

/** Removes all that lies there of an import. */
export async function removeFiles(id: string): Promise<void> {
  const { upload, rejects, sample } = filesOf(id);
  for (const file of [upload, rejects, `${rejects}.part`, sample]) await rm(file, { force: true });
}

/** Ids of which something lies there that was last written before this instant. */
export async function idsBefore(time: Date): Promise<string[]> {
  const names = await readdir(importFolder()).catch(() => []);
  const ids = new Set<string>();
  for (const name of names) {
    const found = await stat(join(importFolder(), name)).catch(() => undefined);
    if (found && found.mtime < time && /^[0-9a-f-]{36}\./.test(name)) ids.add(name.slice(0, 36));
  }
  return [...ids];
}
