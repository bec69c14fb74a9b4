import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { type Drop, type DroppedFile, doneFolder } from './drop.ts';
import { DropFault } from './drop-fault.ts';

/** Where folders for file drops may lie: `CHALAND_DROPS`. Undefined where the deployment names none: nothing is read then. */
const dropRoot = (): string | undefined =>
  process.env.CHALAND_DROPS ? resolve(process.env.CHALAND_DROPS) : undefined;

/**
 * A folder of this machine, within the deployment's root, links followed, so that no connection reads what lies
 * elsewhere.
 * @throws DropFault where there is no such folder
 */
export async function openLocalDrop(folder: string): Promise<Drop> {
  const path = await folderWithin(folder);
  const pathOf = (name: string) => join(path, name);
  const look = async (name: string): Promise<DroppedFile | undefined> => {
    // It may have been taken away since the folder was read.
    const found = await lstat(pathOf(name)).catch(ifGone);
    return found?.isFile() ? { name, size: found.size, modified: Math.trunc(found.mtimeMs) } : undefined;
  };
  return {
    async list() {
      const entries = await readdir(path, { withFileTypes: true });
      const files = await Promise.all(entries.filter((one) => one.isFile()).map(({ name }) => look(name)));
      return files.filter((file) => file !== undefined);
    },
    look,
    read: (name, from) => createReadStream(pathOf(name), { start: from, highWaterMark: 256 * 1024 }),
    async move(name, to) {
      await mkdir(join(path, doneFolder), { recursive: true });
      await rename(pathOf(name), join(path, doneFolder, to)).catch(ifGone);
    },
    remove: (name) => rm(pathOf(name), { force: true }),
    pathOf,
    async [Symbol.asyncDispose]() {},
  };
}

function ifGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function folderWithin(folder: string): Promise<string> {
  const root = dropRoot();
  if (!root) {
    throw new DropFault(
      {
        en: 'The server has no folder for this: set CHALAND_DROPS in its environment.',
        fr: 'Le serveur n’a pas de dossier prévu : définissez CHALAND_DROPS dans son environnement.',
      },
      '/folder',
    );
  }
  try {
    const [base, found] = await Promise.all([realpath(root), realpath(resolve(root, folder))]);
    const isWithin = found === base || found.startsWith(base.endsWith(sep) ? base : `${base}${sep}`);
    if (isWithin && (await stat(found)).isDirectory()) {
      await readdir(found);
      return found;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') {
      throw new DropFault(
        {
          en: `Chaland may not read the folder "${folder}".`,
          fr: `Chaland n’a pas le droit de lire le dossier « ${folder} ».`,
        },
        '/folder',
        { cause: error },
      );
    }
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
  throw new DropFault(
    {
      en: `There is no folder "${folder}" within the one that CHALAND_DROPS names.`,
      fr: `Il n’y a pas de dossier « ${folder} » dans celui que désigne CHALAND_DROPS.`,
    },
    '/folder',
  );
}
