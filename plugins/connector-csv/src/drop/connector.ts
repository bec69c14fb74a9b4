import { type CheckResult, checkDrop, connector, dropIdentity, Problem, pullDrop } from '@chaland/core';
import { FileDropArgs } from './args.ts';
import { completed, theMapping } from './named-mapping.ts';
import { readParts } from './read-parts.ts';
import { broughtByRows, parseMapping } from './rows-delivery.ts';

/** Files that another system drops in a folder of the server or on an SFTP server, read every so often. */
export const fileDrops = connector({
  id: 'connector-csv',
  title: { en: 'CSV files that are dropped', fr: 'Fichiers CSV déposés' },
  description: {
    en: 'Reads the files that another system drops in a folder of the server or on an SFTP server, by a mapping.',
    fr: 'Lit les fichiers qu’un autre système dépose dans un dossier du serveur ou sur un serveur SFTP, grâce à une correspondance.',
  },
  args: FileDropArgs,
  identity: dropIdentity,
  complete: completed,
  async check(args, tools): Promise<CheckResult> {
    return checkMappingOf(args) ?? (await checkDrop(args, tools));
  },
  pullEvery: 15,
  async *pull(run) {
    const mapping = parseMapping(theMapping(run.args));
    yield* pullDrop(run, { read: (file, after) => readParts(file, after, mapping), live: false });
  },
  map: ({ body }, { args }) => broughtByRows(body, theMapping(args)),
});

function checkMappingOf(args: FileDropArgs): CheckResult | undefined {
  if (args.mapping === undefined) {
    return {
      ok: false,
      pointer: '/savedMapping',
      says: {
        en: 'Name a saved mapping, or paste one as JSON.',
        fr: 'Indiquez une correspondance enregistrée, ou collez-en une en JSON.',
      },
    };
  }
  try {
    parseMapping(args.mapping);
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const detail = error.details.detail ?? '';
    return {
      ok: false,
      pointer: args.savedMapping === undefined ? '/mapping' : '/savedMapping',
      says: {
        en: `The mapping is not valid: ${detail}`,
        fr: `La correspondance n’est pas valable : ${detail}`,
      },
    };
  }
}
