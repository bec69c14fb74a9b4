import { isAbsolute } from 'node:path';
import { type CheckResult, isCurrency, Problem } from '@chaland/core';
import type { PoslogArgs } from './args.ts';
import { entriesOf } from './folder/files.ts';

/** Whether there is a way for logs to come, and the folder can be read. */
export async function check({ folder, token, secret, currency }: PoslogArgs): Promise<CheckResult> {
  if (folder === undefined && token === undefined && secret === undefined) {
    return {
      ok: false,
      says: {
        en: 'Logs have no way to come here: name a folder, or set a token or a signing secret for HTTP.',
        fr: 'Aucun chemin n’amène les journaux ici : indiquez un dossier, ou un jeton ou un secret de signature pour HTTP.',
      },
      pointer: '/folder',
    };
  }
  if (currency !== undefined && !isCurrency(currency)) {
    return {
      ok: false,
      says: {
        en: `${currency} is no currency of ISO 4217.`,
        fr: `${currency} n’est pas une devise ISO 4217.`,
      },
      pointer: '/currency',
    };
  }
  return folder === undefined ? { ok: true } : checkFolder(folder);
}

async function checkFolder(folder: string): Promise<CheckResult> {
  if (!isAbsolute(folder)) {
    return {
      ok: false,
      says: {
        en: 'The path of the folder has to be absolute: it begins with /.',
        fr: 'Le chemin du dossier doit être absolu : il commence par /.',
      },
      pointer: '/folder',
    };
  }
  try {
    const entries = await entriesOf(folder);
    const count = entries.filter(({ name }) => /^[^.].*\.xml(\.gz)?$/i.test(name)).length;
    return {
      ok: true,
      says: {
        en: count === 1 ? 'There is 1 file to read.' : `There are ${count} files to read.`,
        fr: count < 2 ? `Il y a ${count} fichier à lire.` : `Il y a ${count} fichiers à lire.`,
      },
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      ok: false,
      says: {
        en: `The folder ${folder} can’t be read. Check the path, and that Chaland may read it.`,
        fr: `Le dossier ${folder} est illisible. Vérifiez le chemin, et que Chaland peut le lire.`,
      },
      pointer: '/folder',
    };
  }
}
