import { afterCursor, pageOf, pageQuery, pageSchema, route, Type } from '@chaland/core';
import { readImports } from '../permissions.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });
const nullable = <T>(schema: Record<string, unknown>) => Type.Unsafe<T | null>(schema);

const ImportSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  file: Type.String({ description: 'Name of the file, without its folder' }),
  source: Type.String({ description: 'What its moments say they come from' }),
  startedAt: Type.String({ format: 'date-time' }),
  finishedAt: nullable<string>({
    type: ['string', 'null'],
    format: 'date-time',
    description: 'null while it runs, and after it was cut short: importing the file again goes on',
  }),
  rows: Type.Object({
    total: nullable<number>({ type: ['integer', 'null'], description: 'In the file; known at the end' }),
    used: count('That became moments'),
    rejected: count('That are in the rejects file'),
  }),
  moments: Type.Object({
    recorded: count('New ones'),
    duplicate: count('That were there before'),
    refused: count('In conflict or rejected'),
  }),
});

interface ImportRow {
  id: string;
  file: string;
  source: string;
  started_at: Date;
  finished_at: Date | null;
  rows: number | null;
  used: number;
  rejected: number;
  moments: number;
  duplicates: number;
  refused: number;
}

const isId = (key: unknown): key is string => typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key);

export const importsRoute = route({
  method: 'GET',
  path: '/api/x/connector-csv/imports',
  summary: 'Imports of files with how far they are, the latest first',
  tag: 'CSV files',
  permission: readImports,
  query: Type.Object({ ...pageQuery }),
  responses: { 200: { description: 'A page of them', schema: pageSchema(ImportSchema) } },
  async handler({ query: { cursor, limit = 50 } }, { db }) {
    const rows = await db.query<ImportRow>(
      `select i.id, i.file, i.source, i.started_at, i.finished_at, i.rows, b.*
       from (
         select * from connector_csv.import where $1::uuid is null or id < $1 order by id desc limit $2
       ) i
       cross join lateral (
         select coalesce(sum(used), 0)::bigint as used, coalesce(sum(rejected), 0)::bigint as rejected,
           coalesce(sum(moments), 0)::bigint as moments, coalesce(sum(duplicates), 0)::bigint as duplicates,
           coalesce(sum(jsonb_array_length(refused)), 0)::bigint as refused
         from connector_csv.import_batch where import_id = i.id
       ) b
       order by i.id desc`,
      [afterCursor(cursor, isId) ?? null, limit + 1],
    );
    const { items, next } = pageOf(rows, limit, ({ id }) => id);
    return { items: items.map(view), next };
  },
});

const view = ({
  id,
  file,
  source,
  rows,
  used,
  rejected,
  moments,
  duplicates,
  refused,
  ...row
}: ImportRow) => ({
  id,
  file,
  source,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  rows: { total: rows, used, rejected },
  moments: { recorded: moments - duplicates - refused, duplicate: duplicates, refused },
});
