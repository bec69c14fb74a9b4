import { type CheckResult, connector, Problem, Type } from '@chaland/core';
import { problem } from '../problem.ts';
import { dropRoot, filesIn, folderOf } from './drop-folder.ts';
import { pullFolder } from './pull-folder.ts';
import { broughtByRows, parseMapping } from './rows-delivery.ts';

const titled = (en: string, fr: string) => ({ 'x-title': { en, fr } });

/** Files that another system drops in a folder of the server, read every so often. */
export const fileDrops = connector({
  id: 'connector-csv',
  title: { en: 'CSV files in a folder', fr: 'Fichiers CSV dans un dossier' },
  description: {
    en: 'Reads the files that another system drops in a folder of the server, by a mapping.',
    fr: 'Lit les fichiers qu’un autre système dépose dans un dossier du serveur, grâce à une correspondance.',
  },
  args: Type.Object(
    {
      folder: Type.String({
        minLength: 1,
        maxLength: 500,
        ...titled('Folder', 'Dossier'),
        'x-description': {
          en: 'Within the folder that CHALAND_DROPS names on the server.',
          fr: 'Dans le dossier que désigne CHALAND_DROPS sur le serveur.',
        },
      }),
      pattern: Type.String({
        minLength: 1,
        maxLength: 200,
        default: '*.{csv,csv.gz}',
        ...titled('Names of the files', 'Noms des fichiers'),
        'x-description': {
          en: 'With * for any letters: customers-*.csv',
          fr: 'Avec * pour des lettres quelconques : clients-*.csv',
        },
      }),
      mapping: Type.String({
        minLength: 2,
        maxLength: 200_000,
        ...titled('Mapping, as JSON', 'Correspondance, en JSON'),
      }),
      settle: Type.Integer({
        minimum: 0,
        maximum: 86_400,
        default: 30,
        ...titled(
          'Seconds that a file has to be unchanged',
          'Secondes pendant lesquelles un fichier doit être inchangé',
        ),
        'x-description': {
          en: 'What is still being written is left. Names that end with .part or .tmp are left in any case.',
          fr: 'Un fichier en cours d’écriture est laissé de côté, de même que les noms terminés par .part ou .tmp.',
        },
      }),
      after: Type.Union([Type.Literal('leave'), Type.Literal('move')], {
        default: 'leave',
        ...titled('Once a file was read', 'Une fois le fichier lu'),
        'x-labels': {
          leave: { en: 'Leave it', fr: 'Le laisser' },
          move: { en: 'Move it to the folder "done"', fr: 'Le déplacer dans le dossier « done »' },
        },
      }),
    },
    { additionalProperties: false },
  ),
  identity: ({ folder, pattern }) => `${folder}/${pattern}`,
  async check({ folder, pattern, mapping, settle }, { now }): Promise<CheckResult> {
    try {
      parseMapping(mapping);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const detail = error.details.detail ?? '';
      return {
        ok: false,
        pointer: '/mapping',
        says: {
          en: `The mapping is not valid: ${detail}`,
          fr: `La correspondance n’est pas valable : ${detail}`,
        },
      };
    }
    if (!dropRoot()) {
      return {
        ok: false,
        pointer: '/folder',
        says: {
          en: 'The server has no folder for this: set CHALAND_DROPS in its environment.',
          fr: 'Le serveur n’a pas de dossier prévu : définissez CHALAND_DROPS dans son environnement.',
        },
      };
    }
    const found = await folderOf(folder);
    if (!found) {
      return {
        ok: false,
        pointer: '/folder',
        says: {
          en: 'There is no such folder within the one that CHALAND_DROPS names.',
          fr: 'Ce dossier n’existe pas dans celui que désigne CHALAND_DROPS.',
        },
      };
    }
    const { length } = await filesIn(found, { pattern, settle, now });
    return { ok: true, says: { en: `Files to read: ${length}`, fr: `Fichiers à lire : ${length}` } };
  },
  pullEvery: 15,
  async *pull({ args, cursor, now, signal }) {
    const folder = await folderOf(args.folder);
    if (!folder) {
      throw problem('CSV_FILE_UNREADABLE', {
        detail: `there is no folder "${args.folder}" within the one that CHALAND_DROPS names`,
      });
    }
    yield* pullFolder({ ...args, folder, mapping: parseMapping(args.mapping) }, { cursor, now, signal });
  },
  map: ({ body }, { args }) => broughtByRows(body, args.mapping),
});
