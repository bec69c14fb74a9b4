import { type Static, Type } from '@chaland/core';
import type { ImportRow } from '../import/import-row.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });
const nullable = <T>(schema: Record<string, unknown>) => Type.Unsafe<T | null>(schema);
const time = (description: string) =>
  nullable<string>({ type: ['string', 'null'], format: 'date-time', description });
const orNull = <T>(type: 'integer' | 'number' | 'string', description: string) =>
  nullable<T>({ type: [type, 'null'], description });

const ProgressSchema = Type.Object({
  phase: Type.Enum(['reading', 'recording'], {
    description: 'First the file is read and sorted, where rows belong together; then it is recorded.',
  }),
  rows: count('Of this phase so far'),
  total: orNull<number>('integer', 'Rows of this phase, once they are known'),
  share: Type.Number({ minimum: 0, maximum: 1, description: 'Of this phase that is done' }),
  rowsPerSecond: orNull<number>('integer', 'Over the last ten seconds'),
  secondsLeft: orNull<number>('integer', 'Of this phase'),
});

const ReportSchema = Type.Object({
  rows: Type.Object({ read: count('In the file'), used: count('Used'), rejected: count('Rejected') }),
  moments: Type.Object({
    recorded: count('New ones'),
    duplicate: count('There before'),
    conflict: count('There before with other content'),
    rejected: count('That core refused'),
  }),
  records: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({
        recorded: count('New, or with news'),
        unchanged: count('No news'),
        conflict: count('There before with other content'),
        rejected: count('That core refused'),
      }),
      { description: 'Of other kinds of record than moments, by kind' },
    ),
  ),
  reasons: Type.Array(
    Type.Object({
      reason: Type.String({ description: 'In English, or the mapping’s own words' }),
      text: Type.Optional(
        Type.Object(
          { en: Type.String(), fr: Type.String() },
          { description: 'The reason in both languages, where it is known in both' },
        ),
      ),
      rows: count('Rejected for it'),
      example: Type.Optional(Type.String()),
    }),
    { description: 'The most frequent first, at most 200' },
  ),
  complete: Type.Boolean({ description: 'Every row was read' }),
  content: Type.Object({
    types: Type.Record(Type.String(), Type.Integer(), { description: 'Moments by type' }),
    customers: Type.Object({
      known: count('Moments that name a customer'),
      unknown: count("Moments that don't"),
    }),
    period: Type.Optional(Type.Object({ from: Type.String(), to: Type.String() })),
  }),
});

const summary = {
  id: Type.String({ format: 'uuid' }),
  file: Type.String({ description: 'Name of the file, without its folder' }),
  bytes: orNull<number>('integer', 'Of the file, as it was uploaded'),
  source: orNull<string>('string', 'What its moments say they come from; null until a mapping is chosen'),
  mapping: nullable<{ id: string | null; title: string | null }>({
    type: ['object', 'null'],
    properties: { id: { type: ['string', 'null'] }, title: { type: ['string', 'null'] } },
    description: 'The one that was chosen over the API',
  }),
  task: nullable<string>({ type: ['string', 'null'], enum: ['check', 'import', null] }),
  state: Type.Enum(
    ['uploaded', 'queued', 'running', 'checked', 'finished', 'stopped', 'interrupted', 'failed'],
    {
      description:
        '`uploaded` waits for a mapping; `checked` is after a dry run; `stopped` was cancelled, and `interrupted` has lost its process: both can be resumed; `failed` tells why in `problem`.',
    },
  ),
  createdAt: Type.String({ format: 'date-time' }),
  startedAt: time('When its recording began'),
  finishedAt: time('When all of it was recorded'),
  keptUntil: time('When the uploaded file and its rejects are removed; null where they are not here'),
  progress: Type.Union([ProgressSchema, Type.Null()], { description: 'While it runs' }),
  rows: Type.Object({
    total: orNull<number>('integer', 'In the file; known at the end'),
    used: count('That became moments'),
    rejected: count('That were not'),
  }),
  moments: Type.Object({
    recorded: count('New ones'),
    duplicate: count('That were there before'),
    refused: count('In conflict or rejected'),
  }),
  rejects: Type.Boolean({ description: 'The rejected rows can be downloaded' }),
  problem: nullable<Record<string, unknown>>({
    type: ['object', 'null'],
    additionalProperties: true,
    description: 'Why it failed, as problem details',
  }),
};

export const ImportSchema = Type.Object(summary);

export const OneImportSchema = Type.Object({
  ...summary,
  report: Type.Union([ReportSchema, Type.Null()], {
    description: 'Of the dry run or the import that ended last',
  }),
  sample: Type.Union([Type.Array(Type.Object({}, { additionalProperties: true })), Type.Null()], {
    description: 'The first moments of a dry run, as they would be recorded; shown to whoever may import',
  }),
});

/** An import in a list. */
export function importView(row: ImportRow): Static<typeof ImportSchema> {
  const { id, file, bytes, source, task, state, used, rejected, recorded, duplicates, refused } = row;
  const iso = (time: Date | null) => time?.toISOString() ?? null;
  return {
    id,
    file,
    bytes,
    source,
    mapping:
      row.mapping_id === null && row.mapping_title === null
        ? null
        : { id: row.mapping_id, title: row.mapping_title },
    task,
    state,
    createdAt: row.created_at.toISOString(),
    startedAt: iso(row.started_at),
    finishedAt: iso(row.finished_at),
    keptUntil: iso(row.kept_until),
    progress: state === 'running' ? (row.progress as Static<typeof ProgressSchema> | null) : null,
    rows: { total: row.rows, used: task === 'import' ? used : 0, rejected: task === 'import' ? rejected : 0 },
    moments: { recorded, duplicate: duplicates, refused },
    rejects: row.rejects && row.kept_until !== null,
    problem: row.problem as Record<string, unknown> | null,
  };
}
