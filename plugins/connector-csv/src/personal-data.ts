import { type Context, type PersonalData, personalDataHandler } from '@chaland/core';
import { silence } from './import/import-row.ts';
import { problem } from './problem.ts';
import { openBytes } from './read/bytes.ts';
import { filesOf } from './upload/folder.ts';
import { forgetFile } from './upload/tidy.ts';

/** No row is anybody's; what core said of a refused one, and what a check shows of a file, may name somebody. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'connector_csv.import',
    mentions: ['report', 'problem', 'progress'],
    export: 'none',
    erase: 'anonymise',
    merge: 'none',
  },
  {
    table: 'connector_csv.import_batch',
    mentions: ['refused'],
    export: 'none',
    erase: 'anonymise',
    merge: 'none',
  },
];

/** Uploaded files, rejected rows and samples lie in a folder: what tells of who is erased goes with the whole file. */
export const uploadedFiles = personalDataHandler({
  id: 'connector-csv.files',
  async erase({ marks }, context) {
    for (const { id, running } of await keptImports(context)) {
      const { upload, rejects, sample } = filesOf(id);
      const files = [upload, rejects, `${rejects}.part`, sample];
      const found = await Promise.all(files.map((file) => mentions(file, marks)));
      if (!found.includes(true)) continue;
      if (running) {
        throw problem('CSV_IMPORT_BUSY', {
          detail: 'an import under way tells of who is to be erased',
          mend: 'Wait until it has ended, or cancel it; then erase again.',
        });
      }
      await forgetFile(context, id);
    }
  },
});

const keptImports = ({ db, clock }: Context) =>
  db.query<{ id: string; running: boolean }>(
    `select id, state = 'queued' or state = 'running' and alive_at > $1 as running
     from connector_csv.import where kept_until is not null order by id`,
    [new Date(clock.now().getTime() - silence)],
  );

/** Whether a text stands in a file, packed or not. Pieces overlap by the longest of the texts, so that none is cut in two. */
async function mentions(file: string, marks: readonly string[]): Promise<boolean> {
  const sought = marks.map((mark) => mark.toLowerCase());
  const overlap = Math.max(0, ...sought.map(({ length }) => length));
  let before = '';
  try {
    for await (const chunk of (await openBytes(file)).chunks) {
      const text = before + chunk.toString('utf8').toLowerCase();
      if (sought.some((mark) => text.includes(mark))) return true;
      before = text.slice(-overlap);
    }
  } catch (error) {
    // Not there, empty, or no text at all: nothing of anybody can be read in it.
    if ((error as { code?: string }).code?.startsWith('CSV_FILE_')) return false;
    throw error;
  }
  return false;
}
