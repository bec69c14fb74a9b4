import { posix } from 'node:path';
import type { FileEntryWithStats, Stats } from 'ssh2';
import { VendorFault } from '../vendor/vendor-fault.ts';
import { type Drop, type DroppedFile, doneFolder } from './drop.ts';
import { DropFault } from './drop-fault.ts';
import { readRemote } from './sftp-read.ts';
import { openSftp, type SftpSession, type SftpTiming } from './sftp-session.ts';
import type { SftpTarget } from './sftp-target.ts';

/** Status codes of SFTP 3. */
const gone = 2;
const denied = 3;

/** A folder of an SFTP server. Connected when it is first asked, and again where the connection was lost meanwhile. */
export function openSftpDrop(target: SftpTarget, timing: SftpTiming): Drop {
  const { folder } = target;
  let open: SftpSession | undefined;
  const session = async () => {
    if (!open?.isAlive()) {
      await open?.[Symbol.asyncDispose]();
      open = await openSftp(target, timing);
    }
    return open;
  };
  const at = (...names: string[]) => posix.join(folder, ...names);
  const ask: SftpSession['ask'] = async (act) => (await session()).ask(act);
  const look = async (name: string): Promise<DroppedFile | undefined> => {
    const found = await ask<Stats>((sftp, done) => sftp.lstat(at(name), done)).catch((error) => {
      if (codeOf(error) === gone) return undefined;
      throw told(error, 'look at a file');
    });
    return found && fileOf(name, found);
  };
  const rename = (name: string, to: string) =>
    ask<void>((sftp, done) => sftp.rename(at(name), at(doneFolder, to), (error) => done(error, undefined)));
  const unlink = (path: string) =>
    ask<void>((sftp, done) => sftp.unlink(path, (error) => done(error, undefined)));

  return {
    async list() {
      const entries = await ask<FileEntryWithStats[]>((sftp, done) => sftp.readdir(folder, done)).catch(
        (error) => {
          throw folderFault(error, folder);
        },
      );
      return entries
        .filter(({ filename, longname, attrs }) => isName(filename) && isFile(attrs, longname))
        .map(({ filename, attrs }) => fileOf(filename, attrs));
    },
    look,
    async *read(name, from) {
      try {
        yield* readRemote(await session(), at(name), from);
      } catch (error) {
        throw told(error, 'read a file');
      }
    },
    async move(name, to) {
      // It may be there; where it can't be made, the file can't be moved.
      await ask<void>((sftp, done) => sftp.mkdir(at(doneFolder), (error) => done(error, undefined))).catch(
        ifAnswered,
      );
      await rename(name, to).catch(async (error) => {
        ifAnswered(error);
        if (!(await look(name))) return;
        // SFTP 3 renames nothing onto something.
        await unlink(at(doneFolder, to)).catch(ifAnswered);
        await rename(name, to).catch((again) => {
          throw awayFault(again);
        });
      });
    },
    async remove(name) {
      await unlink(at(name)).catch((error) => {
        if (codeOf(error) !== gone) throw awayFault(error);
      });
    },
    pathOf: () => undefined,
    async [Symbol.asyncDispose]() {
      await open?.[Symbol.asyncDispose]();
    },
  };
}

/** A server that names files elsewhere is not followed. */
const isName = (name: string): boolean => !/[/\0]/.test(name) && name !== '.' && name !== '..';

/** Some servers tell the kind of a file in their listing only. */
const isFile = (attrs: Stats, longname: string): boolean =>
  attrs.mode === undefined ? longname.startsWith('-') : attrs.isFile();

const fileOf = (name: string, { size, mtime }: Stats): DroppedFile => ({
  name,
  size,
  modified: mtime * 1_000,
});

/** What the server answered with; undefined where it didn't answer. */
const codeOf = (error: unknown): number | undefined => {
  const { code } = error as { code?: unknown };
  return typeof code === 'number' ? code : undefined;
};

function ifAnswered(error: unknown): void {
  if (codeOf(error) === undefined) throw error;
}

/** An answer's own words may hold anything. */
function told(error: unknown, what: string): unknown {
  const code = codeOf(error);
  return code === undefined
    ? error
    : new VendorFault(`asked to ${what}, the SFTP server answered with its code ${code}`, { cause: error });
}

function folderFault(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code === gone) {
    return new DropFault(
      {
        en: `The SFTP server has no folder "${folder}" for this user.`,
        fr: `Le serveur SFTP n’a pas de dossier « ${folder} » pour cet utilisateur.`,
      },
      '/folder',
      { cause: error },
    );
  }
  if (code === denied) {
    return new DropFault(
      {
        en: `This user may not read the folder "${folder}" of the SFTP server.`,
        fr: `Cet utilisateur n’a pas le droit de lire le dossier « ${folder} » du serveur SFTP.`,
      },
      '/folder',
      { cause: error },
    );
  }
  return told(error, 'list the folder');
}

function awayFault(error: unknown): unknown {
  if (codeOf(error) === undefined) return error;
  return new DropFault(
    {
      en: 'A file that was read can’t be put away on the SFTP server. Let the user write in the folder, or leave files where they are.',
      fr: 'Un fichier lu ne peut être rangé sur le serveur SFTP. Donnez à l’utilisateur le droit d’écrire dans le dossier, ou laissez les fichiers en place.',
    },
    '/afterwards',
    { cause: error },
  );
}
