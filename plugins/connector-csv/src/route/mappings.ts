import {
  afterCursor,
  changedMeanwhile,
  etagOf,
  expectedVersion,
  pageOf,
  pageQuery,
  pageSchema,
  reply,
  route,
  Type,
} from '@chaland/core';
import schema from '../../mapping.schema.json' with { type: 'json' };
import { isShipped, type LibraryMapping, listMappings, mappingOf, savedMapping } from '../mapping/library.ts';
import { checkMapping } from '../mapping/load.ts';
import { readImports, writeImports } from '../permissions.ts';
import { problem } from '../problem.ts';

const tag = 'CSV files';
const params = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$', examples: ['till-lyon'] }),
});
const summary = {
  id: Type.String(),
  title: Type.Union([Type.String(), Type.Null()]),
  source: Type.String({ description: 'What its moments say they come from' }),
  shipped: Type.Boolean({ description: 'It comes with the plugin and cannot be changed' }),
  version: Type.Integer(),
  updatedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
};
const MappingSummary = Type.Object(summary);
const MappingView = Type.Object({
  ...summary,
  mapping: Type.Object(
    {},
    { additionalProperties: true, description: 'As GET /api/x/connector-csv/mapping-schema describes it' },
  ),
});
const isId = (key: unknown): key is string => typeof key === 'string';

const summaryOf = ({ id, mapping, shipped, version, updatedAt }: LibraryMapping) => ({
  id,
  title: mapping.title ?? null,
  source: mapping.source,
  shipped,
  version,
  updatedAt,
});
const told = (found: LibraryMapping, status = 200) =>
  reply(status, { ...summaryOf(found), mapping: found.mapping }, { etag: etagOf(found.version) });

export const mappingRoutes = [
  route({
    method: 'GET',
    path: '/api/x/connector-csv/mapping-schema',
    summary: 'The JSON Schema of a mapping',
    tag,
    permission: readImports,
    responses: {
      200: { description: 'The schema', schema: Type.Object({}, { additionalProperties: true }) },
    },
    handler: async () => schema,
  }),
  route({
    method: 'GET',
    path: '/api/x/connector-csv/mappings',
    summary: 'Mappings that were saved, and those that come with the plugin',
    tag,
    permission: readImports,
    query: Type.Object({ ...pageQuery }),
    responses: { 200: { description: 'A page, in order of their ids', schema: pageSchema(MappingSummary) } },
    async handler({ query: { cursor, limit = 50 } }, context) {
      const rows = await listMappings(context, afterCursor(cursor, isId), limit + 1);
      const { items, next } = pageOf(rows, limit, ({ id }) => id);
      return { items: items.map(summaryOf), next };
    },
  }),
  route({
    method: 'GET',
    path: '/api/x/connector-csv/mappings/{id}',
    summary: 'A mapping',
    tag,
    permission: readImports,
    params,
    responses: { 200: { description: 'With its ETag', schema: MappingView } },
    handler: async ({ params: { id } }, context) => told(await mappingOf(context, id)),
  }),
  route({
    method: 'PUT',
    path: '/api/x/connector-csv/mappings/{id}',
    summary: 'Save a mapping',
    description:
      'The body is the mapping. To replace one, If-Match must carry the ETag that the change was made from. Imports keep the mapping that they were started with.',
    tag,
    permission: writeImports,
    params,
    body: Type.Object({}, { additionalProperties: true }),
    responses: {
      200: { description: 'Replaced', schema: MappingView },
      201: { description: 'New', schema: MappingView },
    },
    async handler(request, context) {
      const { db, clock } = context;
      const { id } = request.params;
      if (isShipped(id)) throw problem('CSV_MAPPING_SHIPPED');
      const mapping = JSON.stringify(checkMapping(request.body));
      const before = await savedMapping(context, id);
      const version = before ? expectedVersion(request, before.version) : 0;
      const rows = await db.query(
        `insert into connector_csv.mapping as known (id, mapping, version, updated_at) values ($1, $2::json, 1, $3)
         on conflict (id) do update
           set mapping = excluded.mapping, version = known.version + 1, updated_at = excluded.updated_at
           where known.version = $4
         returning 1`,
        [id, mapping, clock.now(), version],
      );
      // Somebody was faster between our read and our write.
      if (rows.length === 0) throw changedMeanwhile();
      request.audit({ kind: 'connector-csv.mapping', id, action: before ? 'update' : 'create' });
      return told(await mappingOf(context, id), before ? 200 : 201);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/x/connector-csv/mappings/{id}',
    summary: 'Delete a saved mapping',
    tag,
    permission: writeImports,
    params,
    conditional: true,
    responses: { 204: { description: 'Gone' } },
    async handler(request, context) {
      const { id } = request.params;
      if (isShipped(id)) throw problem('CSV_MAPPING_SHIPPED');
      const { version } = await mappingOf(context, id);
      const rows = await context.db.query(
        'delete from connector_csv.mapping where id = $1 and version = $2 returning 1',
        [id, expectedVersion(request, version)],
      );
      if (rows.length === 0) throw changedMeanwhile();
      request.audit({ kind: 'connector-csv.mapping', id });
    },
  }),
];
