import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, isText, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { changedMeanwhile, etagOf, expectedVersion } from '../../http/precondition.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { refuseEscalation } from '../escalation.ts';
import { linkTo, type MadeLink } from '../sign-in/links.ts';
import type { Came } from '../sign-in/origin.ts';
import type { User } from './user.ts';
import { NewUserSchema, UserChangeSchema, UserLinkSchema, UserSchema } from './user-schemas.ts';

const tag = 'Access';
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const told = (user: User) => reply(200, user, { etag: etagOf(user.version) });

/** Users: invited, listed, changed, removed. Nobody touches somebody who may more than they. */
export const userRoutes = ({ access }: Core): Route[] => {
  const { users, origin } = access;
  const linkAnswer = (id: string, { kind, token, expiresAt }: MadeLink, came: Came) => ({
    id,
    kind,
    link: linkTo(origin.of(came), token),
    expiresAt,
  });

  return [
    defineRoute({
      method: 'GET',
      path: '/api/users',
      summary: 'List users, the oldest first',
      tag,
      permission: 'users.read',
      query: Type.Object(pageQuery),
      responses: { 200: { description: 'A page.', schema: pageSchema(UserSchema) } },
      async handler({ query: { cursor, limit = 50 } }) {
        const rows = await users.list({ after: afterCursor(cursor, isText), limit: limit + 1 });
        return pageOf(rows, limit, ({ id }) => id);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/users',
      summary: 'Invite a user',
      description:
        'The answer holds a link to hand to them, this once; it is good for seven days. No mail is sent. Nobody can hand on what they may not themselves.',
      tag,
      permission: 'users.write',
      body: NewUserSchema,
      secret: true,
      responses: { 201: { description: 'Invited.', schema: UserLinkSchema } },
      async handler(request, { principal }) {
        const { body, audit } = request;
        const user = await users.create(body);
        // Afterwards, when every code is known to exist; the refusal undoes the user.
        refuseEscalation(principal, await users.handed(user.id));
        const made = await access.links.make('invitation', user.id);
        audit({ kind: 'user', id: user.id, action: 'invite', changes: { grants: body.grants } });
        return reply(201, linkAnswer(user.id, made, request), {
          etag: etagOf(user.version),
          location: `/api/users/${user.id}`,
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/users/{id}',
      summary: 'Get a user',
      tag,
      permission: 'users.read',
      params,
      responses: { 200: { description: 'With its ETag.', schema: UserSchema } },
      async handler({ params: { id }, audit }) {
        audit({ kind: 'user', id });
        return told(await users.get(id));
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/users/{id}',
      summary: 'Change a user',
      description:
        'Disabling ends their sessions, here at once, in other processes within five seconds. The last administrator stays.',
      tag,
      permission: 'users.write',
      params,
      body: UserChangeSchema,
      conditional: true,
      responses: { 200: { description: 'As it is now.', schema: UserSchema } },
      async handler(request, { principal }) {
        const { body, params } = request;
        const before = await users.get(params.id);
        refuseEscalation(principal, await users.handed(params.id));
        const user = await access.changeUser(params.id, expectedVersion(request, before.version), body);
        if (!user) throw changedMeanwhile((await users.get(params.id)).version);
        refuseEscalation(principal, await users.handed(params.id));
        request.audit({
          kind: 'user',
          id: user.id,
          changes: {
            fields: Object.keys(body),
            ...(body.grants ? { from: before.grants, to: user.grants } : {}),
            ...(body.disabled === undefined ? {} : { disabled: body.disabled }),
          },
        });
        return told(user);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/users/{id}',
      summary: 'Remove a user',
      description:
        'Their sessions end. What they did stays in the audit trail. The last administrator stays.',
      tag,
      permission: 'users.write',
      params,
      conditional: true,
      responses: { 204: { description: 'Gone.' } },
      async handler(request, { principal }) {
        const { id } = request.params;
        const { version } = await users.get(id);
        refuseEscalation(principal, await users.handed(id));
        if (!(await access.removeUser(id, expectedVersion(request, version)))) {
          throw changedMeanwhile((await users.get(id)).version);
        }
        request.audit({ kind: 'user', id });
        return undefined;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/users/{id}/reset',
      summary: 'Make a link to set a new password',
      description:
        'The answer holds the link, this once; it is good for a day, or as an invitation for seven where the user has not come yet. An older link of theirs is good no more.',
      tag,
      permission: 'users.write',
      params,
      secret: true,
      responses: { 201: { description: 'Made.', schema: UserLinkSchema } },
      async handler(request, { principal }) {
        const { id } = request.params;
        // Whoever has the link is that user.
        refuseEscalation(principal, await users.handed(id));
        const made = await access.linkFor(id);
        request.audit({ kind: 'user', id, action: 'link', changes: { kind: made.kind } });
        return reply(201, linkAnswer(id, made, request));
      },
    }),
  ];
};
