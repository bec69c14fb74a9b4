import { afterCursor, pageOf, pageQuery, pageSchema, route, sql, Type } from '@chaland/core';
import { readImports } from '../import/import-row.ts';
import { readImports as mayRead, writeImports } from '../permissions.ts';
import { ImportSchema, importView, OneImportSchema } from './import-view.ts';
import { readImport } from './read-import.ts';

const tag = 'CSV files';
const isId = (key: unknown): key is string => typeof key === 'string' && /^[0-9a-f-]{36}$/.test(key);

export const listImports = route({
  method: 'GET',
  path: '/api/x/connector-csv/imports',
  summary: 'Imports of files with how far they are, the latest first',
  tag,
  permission: mayRead,
  query: Type.Object({ ...pageQuery }),
  responses: { 200: { description: 'A page of them', schema: pageSchema(ImportSchema) } },
  async handler({ query: { cursor, limit = 50 } }, { db, clock }) {
    const after = afterCursor(cursor, isId);
    const which = after ? sql`i.id < ${after}::uuid` : sql`true`;
    const rows = await readImports(db, clock.now(), which, limit + 1);
    const { items, next } = pageOf(rows, limit, ({ id }) => id);
    return { items: items.map(importView), next };
  },
});

export const oneImport = route({
  method: 'GET',
  path: '/api/x/connector-csv/imports/{id}',
  summary: 'One import, with its progress or its report',
  tag,
  permission: mayRead,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  responses: { 200: { description: 'The import', schema: OneImportSchema } },
  async handler({ params: { id } }, context) {
    return readImport(context, id, { withSample: context.principal.may(writeImports) });
  },
});
