import type { Core } from '../../http/core.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, type RouteRequest, reply } from '../../http/route.ts';
import type { Access } from '../access.ts';
import type { Principal } from '../principal.ts';
import type { Users } from '../user/users.ts';
import { noSessionCookie, sessionCookie, sessionTokenIn } from './session-cookie.ts';
import {
  CodeSchema,
  LinkSchema,
  LinkTokenSchema,
  LinkUseSchema,
  OwnChangeSchema,
  PasswordChangeSchema,
  PasswordSchema,
  RecoveryCodesSchema,
  SessionSchema,
  SignInSchema,
  TotpSchema,
} from './session-schemas.ts';
import { absoluteSeconds } from './sessions.ts';

const tag = 'Access';

/**
 * Signing in and out, and one's own account. They keep their own transactions: attempts must be counted
 * whatever fails, and no password may reach the digest of an Idempotency-Key. They write the audit trail themselves.
 */
const own = { tag, writes: 'own', unaudited: true } as const;

const tokenIn = ({ raw }: RouteRequest): string | undefined =>
  sessionTokenIn(raw.headers.get('cookie') ?? '');

/** The user who is signed in. @throws CHL_FORBIDDEN for a key */
export function signedIn(request: RouteRequest, principal: Principal): { id: string; token: string } {
  const token = tokenIn(request);
  if (principal.kind === 'user' && token) return { id: principal.id, token };
  throw problem('CHL_FORBIDDEN', {
    detail: 'this is for a user who is signed in',
    mend: 'Sign in; an API key has no password and no second factor.',
  });
}

/** What people are told of their own account. */
async function ownAccount({ find, hasPassword }: Users, id: string) {
  const user = await find(id);
  if (!user) return undefined;
  const { email, name, language, totp, providers } = user;
  return { id, email, name, language, password: await hasPassword(id), totp, providers: [...providers] };
}

/** Who somebody is and what they may. */
export async function sessionOf({ permissions, users }: Access, principal: Principal) {
  const { kind, id, name } = principal;
  const ids = [...permissions.keys()].sort();
  const everywhere = ids.filter((permission) => principal.may(permission));
  const user = kind === 'user' ? await ownAccount(users, id) : undefined;
  return {
    principal: { kind, id, name },
    everywhere,
    somewhere: ids.filter(
      (permission) => !everywhere.includes(permission) && principal.mayAnywhere(permission),
    ),
    user: user ?? null,
  };
}

/** The answer to whoever just signed in: who they are, and their cookie. */
async function welcome(access: Access, token: string) {
  const principal = await access.sessionPrincipal(token);
  if (!principal) throw problem('CHL_UNAUTHENTICATED');
  return reply(200, await sessionOf(access, principal), {
    'set-cookie': sessionCookie(token, absoluteSeconds),
  });
}

/** The session: who is asking, signing in and out, and what people change of their own account. */
export const sessionRoutes = ({ access }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/session',
    summary: 'Who I am and what I may',
    tag,
    permission: '*',
    unaudited: true,
    responses: {
      200: { description: 'The user who is signed in, or the holder of the key.', schema: SessionSchema },
    },
    handler: async (_request, { principal }) => sessionOf(access, principal),
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in',
    description:
      'Sets a cookie that scripts can not read. After five failures each further try waits twice as long as the one before.',
    permission: null,
    body: SignInSchema,
    responses: { 200: { description: 'Signed in.', schema: SessionSchema } },
    async handler(request) {
      access.origin.check(request);
      const before = tokenIn(request);
      const token = await access.signIn.withPassword(request.body, request.caller);
      if (before) await access.signIn.out(before, request.caller);
      return welcome(access, token);
    },
  }),
  defineRoute({
    ...own,
    method: 'PATCH',
    path: '/api/session',
    summary: 'Change my name or my language',
    permission: '*',
    body: OwnChangeSchema,
    responses: { 200: { description: 'As it is now.', schema: SessionSchema } },
    async handler(request, { principal }) {
      const { token } = signedIn(request, principal);
      await access.describeSelf(principal, request.body, request.caller);
      return sessionOf(access, (await access.sessionPrincipal(token)) ?? principal);
    },
  }),
  defineRoute({
    ...own,
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    permission: null,
    responses: { 204: { description: 'Signed out, now or before.' } },
    async handler(request) {
      access.origin.check(request);
      const token = tokenIn(request);
      if (token) await access.signIn.out(token, request.caller);
      return reply(204, undefined, { 'set-cookie': noSessionCookie });
    },
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: '/api/session/password',
    summary: 'Change my password',
    description: 'My other sessions end.',
    permission: '*',
    body: PasswordChangeSchema,
    responses: { 204: { description: 'Changed.' } },
    async handler(request, { principal }) {
      const { id, token } = signedIn(request, principal);
      await access.signIn.changePassword(id, request.body, token, request.caller);
      return undefined;
    },
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: '/api/session/totp',
    summary: 'Begin to set up a second factor',
    permission: '*',
    body: PasswordSchema,
    responses: { 200: { description: 'What the authenticator app needs.', schema: TotpSchema } },
    async handler(request, { principal }) {
      const { id } = signedIn(request, principal);
      return access.secondFactor.prepare(
        await access.signIn.confirm(id, request.body.password, request.caller),
      );
    },
  }),
  defineRoute({
    ...own,
    method: 'PUT',
    path: '/api/session/totp',
    summary: 'Turn the second factor on, by a first code',
    permission: '*',
    body: CodeSchema,
    responses: { 200: { description: 'On.', schema: RecoveryCodesSchema } },
    async handler(request, { principal }) {
      const { id } = signedIn(request, principal);
      const recoveryCodes = await access.secondFactor.confirm(id, request.body.code);
      await access.signInAudit.did(principal, 'update', request.caller, { fields: ['totp'], totp: true });
      return { recoveryCodes };
    },
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: '/api/session/totp/off',
    summary: 'Turn the second factor off',
    permission: '*',
    body: PasswordSchema,
    responses: { 204: { description: 'Off.' } },
    async handler(request, { principal }) {
      const { id } = signedIn(request, principal);
      await access.signIn.confirm(id, request.body.password, request.caller);
      await access.secondFactor.off(id);
      await access.signInAudit.did(principal, 'update', request.caller, { fields: ['totp'], totp: false });
      return undefined;
    },
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: '/api/links/look',
    summary: 'See what an invitation or a reset is for',
    permission: null,
    body: LinkTokenSchema,
    responses: { 200: { description: 'It is good.', schema: LinkSchema } },
    async handler({ body }) {
      const { kind, email, name } = await access.links.look(body.token);
      return { kind, email, name };
    },
  }),
  defineRoute({
    ...own,
    method: 'POST',
    path: '/api/links/use',
    summary: 'Set a password by an invitation or a reset, and sign in',
    description:
      'Once. All older sessions end. The first administrator also sends name and email; who has a second factor, its code.',
    permission: null,
    body: LinkUseSchema,
    responses: { 200: { description: 'Signed in.', schema: SessionSchema } },
    async handler(request) {
      access.origin.check(request);
      return welcome(access, await access.useLink(request.body, request.caller));
    },
  }),
];
