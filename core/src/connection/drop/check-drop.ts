import type { CheckResult, ConnectionTools } from '../connector.ts';
import type { DropArgs } from './drop-args.ts';
import { DropFault } from './drop-fault.ts';
import { openDrop } from './open-drop.ts';
import { readyFiles } from './ready-files.ts';

/** Whether a drop can be read, in words for whoever fills in the form; a server's fingerprint where none is given. */
export async function checkDrop(
  args: DropArgs,
  { now, signal }: Pick<ConnectionTools, 'now' | 'signal'>,
): Promise<CheckResult> {
  try {
    await using drop = await openDrop(args, { signal });
    const { length } = readyFiles(await drop.list(), args, now);
    return {
      ok: true,
      says: {
        en: length === 1 ? 'There is 1 file to read.' : `There are ${length} files to read.`,
        fr: length < 2 ? `Il y a ${length} fichier à lire.` : `Il y a ${length} fichiers à lire.`,
      },
    };
  } catch (error) {
    if (error instanceof DropFault) return { ok: false, says: error.says, pointer: error.pointer };
    throw error;
  }
}
