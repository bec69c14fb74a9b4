import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { problem as core, route, Type } from '@chaland/core';
import { writeImports } from '../permissions.ts';
import { problem } from '../problem.ts';
import { filesOf } from '../upload/folder.ts';
import { readImport } from './read-import.ts';

export const rejectedRows = route({
  method: 'GET',
  path: '/api/x/connector-csv/imports/{id}/rejects',
  summary: 'The rejected rows of an import, each with its line number and reason',
  description: 'Written as the file is: mend them, and import them by the same mapping.',
  tag: 'CSV files',
  permission: writeImports,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  responses: { 200: { description: 'The file', mediaType: 'text/csv', schema: Type.String() } },
  async handler({ params: { id }, audit }, context) {
    const { rejects, file } = await readImport(context, id, { withSample: false });
    if (!rejects) throw core('CHL_NOT_FOUND', { detail: 'there are no rejected rows of this import' });
    const path = filesOf(id).rejects;
    const found = await stat(path).catch(() => undefined);
    if (!found) throw problem('CSV_FILE_GONE');
    audit({ kind: 'connector-csv.import', id, action: 'download' });
    const name = encodeURIComponent(`${file.replace(/\.gz$/i, '')}.rejects.csv`);
    return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-length': String(found.size),
        'content-disposition': `attachment; filename="rejects.csv"; filename*=UTF-8''${name}`,
      },
    });
  },
});
