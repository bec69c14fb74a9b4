import { Type } from 'typebox';
import type { Core } from '../http/core.ts';
import { afterCursor, pageOf, pageQuery, pageSchema } from '../http/page.ts';
import { problem } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { AuditSchema } from './access-schemas.ts';

interface AuditRow {
  id: string;
  at: Date;
  principal: { kind: string; id: string; name: string };
  action: string;
  subject: { kind: string; id: string | null };
  changes: unknown;
  requestId: string | null;
  address: string | null;
}

type Key = [at: string, id: string];
const isKey = (key: unknown): key is Key =>
  Array.isArray(key) && key.length === 2 && key.every((part) => typeof part === 'string');

const columns = `id, at, jsonb_build_object('kind', principal_kind, 'id', principal_id, 'name', principal_name) as principal,
  action, jsonb_build_object('kind', subject_kind, 'id', subject_id) as subject, changes,
  request_id as "requestId", host(address) as address`;

/** Who saw and changed what, the latest first. */
export const auditRoutes = ({ access, db }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/audit',
    summary: 'Who saw and changed what, the latest first',
    description: 'Reads appear within a second or two: they are written in groups.',
    tag: 'Access',
    permission: 'audit.read',
    query: Type.Object({
      ...pageQuery,
      subjectKind: Type.Optional(Type.String({ description: 'Such as customer; needed with subjectId.' })),
      subjectId: Type.Optional(Type.String()),
      principal: Type.Optional(Type.String({ description: 'Id of a user or a key.' })),
      action: Type.Optional(Type.String()),
      from: Type.Optional(Type.String({ format: 'date-time' })),
      before: Type.Optional(Type.String({ format: 'date-time' })),
    }),
    responses: { 200: { description: 'A page.', schema: pageSchema(AuditSchema) } },
    async handler({ query }) {
      const { cursor, limit = 50, subjectKind, subjectId, principal, action, from, before } = query;
      // The index leads with the kind: an id alone would read the whole trail.
      if (subjectId && !subjectKind) {
        throw problem('CHL_INPUT_INVALID', {
          detail: 'subjectId needs subjectKind beside it',
          pointer: '/query/subjectKind',
        });
      }
      // Whoever asks wants to see what was just done too.
      await access.audit.flush();
      const values: unknown[] = [limit + 1];
      const bound = (value: unknown) => `$${values.push(value)}`;
      const after = afterCursor(cursor, isKey);
      const where = [
        ...(after ? [`(at, id) < (${bound(after[0])}::timestamptz, ${bound(after[1])}::uuid)`] : []),
        ...(subjectKind ? [`subject_kind = ${bound(subjectKind)}`] : []),
        ...(subjectId ? [`subject_id = ${bound(subjectId)}`] : []),
        ...(principal ? [`principal_id = ${bound(principal)}`] : []),
        ...(action ? [`action = ${bound(action)}`] : []),
        ...(from ? [`at >= ${bound(from)}::timestamptz`] : []),
        ...(before ? [`at < ${bound(before)}::timestamptz`] : []),
      ];
      const rows = await db.query<AuditRow>(
        `select ${columns} from chaland.audit ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
         order by at desc, id desc limit $1`,
        values,
      );
      return pageOf(rows, limit, ({ at, id }): Key => [at.toISOString(), id]);
    },
  }),
];
