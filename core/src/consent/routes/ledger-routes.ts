import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { streamed } from '../../http/streamed.ts';
import { checkpointByNumber, listCheckpoints, makeCheckpoint } from '../ledger/checkpoint.ts';
import { checkpointLines } from '../ledger/checkpoint-file.ts';
import { CheckpointSchema, VerificationSchema } from './consent-schemas.ts';

const isNumber = (key: unknown): key is number => Number.isSafeInteger(key);

/** Whether the ledger is as it was written. */
export const ledgerRoutes = ({ db, clock, consents }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/consents/verification',
    summary: 'Verify the consent ledger',
    description:
      'Walks every chain from its beginning to its head, with the personal parts, the wording of notices and all checkpoints. It takes about as long as reading the whole ledger; `chaland consent verify` does the same with progress, and holds it against a checkpoint that was kept elsewhere.',
    tag: 'Consent',
    permission: 'consents.read',
    responses: { 200: { description: 'What was found.', schema: VerificationSchema } },
    handler: ({ signal }) => consents.verify({ signal }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/consents/checkpoints',
    summary: 'List checkpoints of the consent ledger, the latest first',
    tag: 'Consent',
    permission: 'consents.read',
    query: Type.Object(pageQuery),
    responses: { 200: { description: 'A page.', schema: pageSchema(CheckpointSchema) } },
    async handler({ query: { cursor, limit = 50 } }) {
      const before = afterCursor(cursor, isNumber);
      return pageOf(await listCheckpoints(db, { before, limit: limit + 1 }), limit, ({ n }) => n);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/consents/checkpoints',
    summary: 'Make a checkpoint of the consent ledger',
    description: 'One is made every night by itself.',
    tag: 'Consent',
    permission: 'consents.write',
    writes: 'own',
    responses: { 201: { description: 'The checkpoint.', schema: CheckpointSchema } },
    async handler({ audit }) {
      const checkpoint = await makeCheckpoint(db, clock);
      audit({ kind: 'consent-checkpoint', id: checkpoint.id });
      return reply(201, checkpoint);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/consents/checkpoints/{n}/heads',
    summary: 'Export a checkpoint, to keep it elsewhere',
    description:
      'NDJSON, as `chaland consent checkpoint` writes it and `chaland consent verify --checkpoint` reads it: a line that says what it is, a line for each chain, and a line with their SHA-256.',
    tag: 'Consent',
    permission: 'consents.read',
    params: Type.Object({ n: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
    responses: {
      200: {
        description: 'The heads of all chains.',
        mediaType: 'application/x-ndjson',
        schema: Type.String(),
      },
    },
    async handler({ params: { n } }) {
      const checkpoint = await checkpointByNumber(db, n);
      if (!checkpoint) throw problem('CHL_NOT_FOUND', { detail: `there is no checkpoint ${n}` });
      return new Response(streamed(checkpointLines(db, checkpoint)), {
        headers: { 'content-type': 'application/x-ndjson' },
      });
    },
  }),
];
