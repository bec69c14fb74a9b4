import { type Static, Type } from 'typebox';
import type { Principal } from '../../access/principal.ts';
import type { Core } from '../../http/core.ts';
import { afterCursor, pageOf, pageQuery } from '../../http/page.ts';
import { etagOf, expectedVersion } from '../../http/precondition.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { localDay } from '../../moment/time.ts';
import { holidaysOf } from '../public-holidays.ts';
import { deadline } from '../request/deadline.ts';
import { newRequest } from '../request/new-request.ts';
import { type PrivacyRequest, requestKinds, requestStates } from '../request/request.ts';
import {
  ChangedRequestSchema,
  CountsSchema,
  NewRequestSchema,
  RequestSchema,
} from '../request/request-schemas.ts';
import {
  countRequests,
  listRequests,
  positionOf,
  type RequestPosition,
  readRequest,
  saveRequest,
} from '../request/request-store.ts';

const tag = 'Privacy';
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Requests under articles 15 to 22 GDPR: who asks what, until when, and how it was answered. */
export const requestRoutes = ({ db, clock, config, plugins }: Core): Route[] => {
  const { country, timeZone } = config.locale;
  const today = () => localDay(clock.now(), timeZone);
  const holidays = () => holidaysOf(plugins.extensions, country);

  async function known(id: string, lock = false): Promise<PrivacyRequest> {
    const found = await readRequest(db, id, today(), { lock });
    if (found) return found;
    throw problem('CHL_NOT_FOUND', { detail: 'no privacy request has this id' });
  }
  async function refuseUnknownCustomer(id: string | null | undefined): Promise<void> {
    if (!id) return;
    const found = await db.query('select 1 from chaland.customer where id = $1', [id]);
    if (found.length === 0)
      throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id', pointer: '/customer' });
  }
  const answer = (request: PrivacyRequest, status = 200) =>
    reply(status, request, {
      etag: etagOf(request.version),
      location: `/api/privacy/requests/${request.id}`,
    });

  return [
    defineRoute({
      method: 'GET',
      path: '/api/privacy/requests',
      summary: 'List privacy requests, the most urgent first, with how many there are in each state',
      tag,
      permission: 'privacy.read',
      query: Type.Object({
        ...pageQuery,
        state: Type.Optional(Type.Enum([...requestStates])),
        kind: Type.Optional(Type.Enum([...requestKinds])),
        customer: Type.Optional(Type.String({ format: 'uuid' })),
        overdue: Type.Optional(Type.Boolean({ description: 'Only those whose day has passed.' })),
      }),
      responses: {
        200: {
          description: 'Open ones first, by the day they are due.',
          schema: Type.Object({
            items: Type.Array(RequestSchema),
            next: Type.Union([Type.String(), Type.Null()], {
              description: 'Cursor of the page after this one; null on the last.',
            }),
            counts: CountsSchema,
          }),
        },
      },
      async handler({ query: { cursor, limit = 50, ...filter }, audit }) {
        const after = afterCursor(cursor, isPosition);
        const found = await listRequests(db, filter, { after, limit: limit + 1, today: today() });
        const page = pageOf(found, limit, positionOf);
        audit({ kind: 'privacy-request', id: page.items.map(({ id }) => id) });
        return { ...page, counts: await countRequests(db, today()) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/privacy/requests',
      summary: 'Note a privacy request that came',
      tag,
      permission: 'privacy.write',
      body: NewRequestSchema,
      responses: { 201: { description: 'Noted, with the day it is due.', schema: RequestSchema } },
      async handler({ body, audit }, { principal }) {
        const {
          kind,
          customer = null,
          requester = null,
          receivedOn = today(),
        } = body as Static<typeof NewRequestSchema>;
        await refuseUnknownCustomer(customer);
        if (receivedOn > today()) {
          throw problem('CHL_INPUT_INVALID', { detail: 'lies in the future', pointer: '/receivedOn' });
        }
        const now = clock.now();
        const request = newRequest(
          { kind, customer, requester, receivedOn, createdBy: whoOf(principal) },
          { now, timeZone, holidays: holidays() },
        );
        await saveRequest(db, request);
        audit({ kind: 'privacy-request', id: request.id, changes: { kind } });
        return answer(request, 201);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/privacy/requests/{id}',
      summary: 'Read a privacy request',
      tag,
      permission: 'privacy.read',
      params,
      responses: { 200: { description: 'The request. The ETag is the version.', schema: RequestSchema } },
      async handler({ params: { id }, audit }) {
        const found = await known(id);
        audit({ kind: 'privacy-request', id });
        return answer(found);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/privacy/requests/{id}',
      summary: 'Go on with a privacy request: who it is, what was checked, noted, done or refused',
      tag,
      permission: 'privacy.write',
      params,
      body: ChangedRequestSchema,
      conditional: true,
      responses: { 200: { description: 'The request as it is now.', schema: RequestSchema } },
      async handler(request, { principal }) {
        const { id } = request.params;
        const change = request.body as Static<typeof ChangedRequestSchema>;
        const before = await known(id, true);
        expectedVersion(request, before.version);
        await refuseUnknownCustomer(change.customer);
        const now = clock.now();
        const { name: by } = principal;
        const at = now.toISOString();
        const { note, identity, proof, customer, requester, state, refusalReason } = change;
        const after: PrivacyRequest = {
          ...before,
          ...(customer === undefined ? {} : { customer }),
          ...(requester === undefined ? {} : { requester }),
          ...(state === undefined ? {} : { state }),
          ...(refusalReason === undefined ? {} : { refusalReason }),
          ...(identity === undefined ? {} : { identity: { ...identity, at, by } }),
          ...(proof === undefined ? {} : { proof: { ...proof, at } }),
          notes: note === undefined ? before.notes : [...before.notes, { at, by, text: note }],
          version: before.version + 1,
        };
        checkEnd(after);
        const ended = after.state === 'done' || after.state === 'refused';
        after.endedAt = ended ? (before.endedAt ?? now) : null;
        after.overdue = !ended && after.dueOn < today();
        await saveRequest(db, after);
        request.audit({
          kind: 'privacy-request',
          id,
          changes: { fields: Object.keys(change), state: after.state },
        });
        return answer(after);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/privacy/requests/{id}/extend',
      summary: 'Take two more months, and say why',
      description:
        'Article 12(3) GDPR: where a request is complex, or there are many. The person must be told within the first month.',
      tag,
      permission: 'privacy.write',
      params,
      body: Type.Object(
        { reason: Type.String({ minLength: 1, maxLength: 2_000 }) },
        { additionalProperties: false },
      ),
      responses: { 200: { description: 'The request with its new day.', schema: RequestSchema } },
      async handler({ params: { id }, body: { reason }, audit }) {
        const before = await known(id, true);
        if (before.extendedAt)
          throw problem('CHL_CONFLICT', { detail: 'it was extended already, and that is possible once' });
        if (before.endedAt) throw problem('CHL_CONFLICT', { detail: 'it was answered already' });
        if (before.overdue)
          throw problem('CHL_CONFLICT', {
            detail: 'its month is over: people must be told of an extension within it',
          });
        const dueOn = deadline(before.receivedOn, 3, holidays());
        const after = {
          ...before,
          dueOn,
          extendedAt: clock.now(),
          extensionReason: reason,
          version: before.version + 1,
        };
        await saveRequest(db, after);
        audit({ kind: 'privacy-request', id, action: 'extend', changes: { dueOn } });
        return answer(after);
      },
    }),
  ];
};

/** @throws CHL_CONFLICT where something is missing that has to come first */
function checkEnd({ state, identity, refusalReason }: PrivacyRequest): void {
  if (state === 'done' && identity.state !== 'verified' && identity.state !== 'not_needed') {
    throw problem('CHL_CONFLICT', {
      detail: 'nobody has checked who asks',
      pointer: '/identity',
      mend: 'Set identity.state to verified, with how it was checked, or to not_needed; then the request can be done.',
    });
  }
  if (state === 'refused' && !refusalReason) {
    throw problem('CHL_CONFLICT', {
      detail: 'a refusal has a reason, which the person is told',
      pointer: '/refusalReason',
      mend: 'Send refusalReason with the state.',
    });
  }
}

const whoOf = ({ kind, id, name }: Principal) => ({ kind, id, name });

const isPosition = (value: unknown): value is RequestPosition =>
  Array.isArray(value) &&
  value.length === 3 &&
  typeof value[0] === 'boolean' &&
  typeof value[1] === 'string' &&
  typeof value[2] === 'string';
