import { reply, route, Type, uuidv7 } from '@chaland/core';
import { writeImports } from '../permissions.ts';
import { importSettings } from '../settings.ts';
import { filesOf, makeFolder, removeFiles } from '../upload/folder.ts';
import { receive } from '../upload/receive.ts';
import { OneImportSchema } from './import-view.ts';
import { readImport } from './read-import.ts';

const asItIs = { description: 'The file as it is, packed with gzip or not.' };

export const uploadImport = route({
  method: 'POST',
  path: '/api/x/connector-csv/imports',
  summary: 'Upload a file',
  description:
    'The body is the file, written to disk as it comes. Then ask for a dry run, or start the import. Only its first bytes are looked at here; the content decides whether it is gzip, whatever the Content-Type.',
  tag: 'CSV files',
  permission: writeImports,
  query: Type.Object({
    name: Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: '^[^\\u0000-\\u001f/\\\\]+$',
      description: 'Name of the file, without its folder',
      examples: ['receipts-2026.csv.gz'],
    }),
  }),
  rawBody: Object.fromEntries(
    [
      'text/csv',
      'text/plain',
      'text/tab-separated-values',
      'application/gzip',
      'application/x-gzip',
      'application/octet-stream',
      // What a browser on Windows with Excel says of a CSV file.
      'application/vnd.ms-excel',
    ].map((type) => [type, asItIs]),
  ),
  responses: {
    201: { description: 'The import, waiting for a mapping', schema: OneImportSchema },
    413: { description: 'The file is too large' },
  },
  writes: 'own',
  async handler({ query: { name }, raw, audit }, context) {
    const { db, clock } = context;
    const { limit, keptUntil } = await importSettings(context);
    const now = clock.now();
    const id = uuidv7(now.getTime());
    await makeFolder();
    const { bytes, digest } = await receive(raw, filesOf(id).upload, { limit });
    try {
      await db.query(
        `insert into connector_csv.import (id, file, bytes, file_digest, created_at, kept_until, state)
         values ($1, $2, $3, decode($4, 'hex'), $5, $6, 'uploaded')`,
        [id, name, bytes, digest.toString('hex'), now, keptUntil()],
      );
    } catch (error) {
      await removeFiles(id);
      throw error;
    }
    audit({ kind: 'connector-csv.import', id, action: 'upload' });
    return reply(201, await readImport(context, id, { withSample: true }), {
      location: `/api/x/connector-csv/imports/${id}`,
    });
  },
});
