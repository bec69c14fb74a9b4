import { type Context, problem as core, type RouteRequest, reply, route, Type } from '@chaland/core';
import type { Task } from '../import/import-row.ts';
import { mappingOf } from '../mapping/library.ts';
import { writeImports } from '../permissions.ts';
import { type Choice, cancelTask, queueTask } from '../upload/queue.ts';
import { forgetFile } from '../upload/tidy.ts';
import { OneImportSchema } from './import-view.ts';
import { readImport } from './read-import.ts';

const tag = 'CSV files';
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const accepted = { 202: { description: 'The import, as it is now', schema: OneImportSchema } };

const body = Type.Object(
  {
    mapping: Type.Optional(
      Type.Unsafe<string | Record<string, unknown>>({
        type: ['string', 'object'],
        description:
          'Id of one of the mappings, or a mapping itself; the one that was chosen before where absent',
      }),
    ),
  },
  { additionalProperties: false },
);

type Asked = RouteRequest<{ id: string }, unknown, { mapping?: string | Record<string, unknown> }>;

async function queue(task: Task, { params: { id }, body, audit }: Asked, context: Context) {
  await queueTask(context, id, task, await chosen(context, body.mapping));
  audit({ kind: 'connector-csv.import', id, action: task === 'check' ? 'check' : 'start' });
  return reply(202, await readImport(context, id, { withSample: true }));
}

async function chosen(
  context: Context,
  mapping: string | Record<string, unknown> | undefined,
): Promise<Choice | undefined> {
  if (mapping === undefined) return undefined;
  if (typeof mapping !== 'string') return { id: null, mapping };
  const found = await mappingOf(context, mapping).catch(() => undefined);
  if (!found) throw core('CHL_INPUT_INVALID', { detail: 'no mapping has this id', pointer: '/mapping' });
  return { id: mapping, mapping: found.mapping };
}

export const checkImport = route({
  method: 'POST',
  path: '/api/x/connector-csv/imports/{id}/dry-run',
  summary: 'Find out what would become of a file; nothing is recorded',
  description: 'It runs in the background; the report is in the import once its state is `checked`.',
  tag,
  permission: writeImports,
  params,
  body,
  responses: accepted,
  handler: (request, context) => queue('check', request, context),
});

export const startImport = route({
  method: 'POST',
  path: '/api/x/connector-csv/imports/{id}/start',
  summary: 'Import a file, or go on with its import',
  description:
    'It runs in the background. Asked again, it does nothing; after a cancellation or an interruption it goes on where it stood.',
  tag,
  permission: writeImports,
  params,
  body,
  responses: accepted,
  handler: (request, context) => queue('import', request, context),
});

export const cancelImport = route({
  method: 'POST',
  path: '/api/x/connector-csv/imports/{id}/cancel',
  summary: 'Stop an import or a dry run',
  description: 'What was recorded stays; the batch under way is finished first.',
  tag,
  permission: writeImports,
  params,
  responses: accepted,
  async handler({ params: { id }, audit }, context) {
    await cancelTask(context, id);
    audit({ kind: 'connector-csv.import', id, action: 'cancel' });
    return reply(202, await readImport(context, id, { withSample: true }));
  },
});

export const forgetImport = route({
  method: 'DELETE',
  path: '/api/x/connector-csv/imports/{id}/file',
  summary: 'Remove an uploaded file and its rejects now',
  description: 'What was recorded stays, and so do the counts; an upload that was never started goes whole.',
  tag,
  permission: writeImports,
  params,
  responses: { 204: { description: 'They are gone' } },
  async handler({ params: { id }, audit }, context) {
    const { state } = await readImport(context, id, { withSample: false });
    if (state === 'queued' || state === 'running') {
      throw core('CHL_CONFLICT', { detail: 'it is under way', mend: 'Cancel it first.' });
    }
    await forgetFile(context, id);
    audit({ kind: 'connector-csv.import', id, action: 'forget' });
  },
});
