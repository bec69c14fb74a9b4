import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { NewNotice, NoticeSchema } from './consent-schemas.ts';

const isPosition = (key: unknown): key is [string, number] =>
  Array.isArray(key) && typeof key[0] === 'string' && Number.isSafeInteger(key[1]);

/** What people are told before they agree. */
export const noticeRoutes = ({ consents: { notices }, clock }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/notices',
    summary: 'List notices',
    description: 'The newest version of each; with `code`, all versions of one, the newest first.',
    tag: 'Consent',
    permission: 'consents.read',
    query: Type.Object({ ...pageQuery, code: Type.Optional(Type.String({ maxLength: 100 })) }),
    responses: { 200: { description: 'A page.', schema: pageSchema(NoticeSchema) } },
    async handler({ query: { cursor, limit = 50, code } }) {
      const rows = await notices.list({ code, after: afterCursor(cursor, isPosition), limit: limit + 1 });
      return pageOf(rows, limit, (notice) => [notice.code, notice.version]);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notices',
    summary: 'Write a notice, or its next version',
    description:
      'The first text under a code is version 1. Versions never change: what people were told stays what it was, word for word, with the SHA-256 of its wording.',
    tag: 'Consent',
    permission: 'purposes.write',
    body: NewNotice,
    responses: { 201: { description: 'The version that was written.', schema: NoticeSchema } },
    async handler({ body, audit }) {
      const notice = await notices.create(body, clock.now());
      audit({ kind: 'notice', id: notice.id, changes: { code: notice.code, version: notice.version } });
      return reply(201, notice);
    },
  }),
];
