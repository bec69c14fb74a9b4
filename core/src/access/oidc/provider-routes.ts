import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { Problem, problem } from '../../http/problem.ts';
import { defineRoute, type Route, type RouteRequest, reply } from '../../http/route.ts';
import { sessionCookie, sessionTokenIn } from '../sign-in/session-cookie.ts';
import { signedIn } from '../sign-in/session-routes.ts';
import { LinkTokenSchema, PasswordSchema } from '../sign-in/session-schemas.ts';
import { absoluteSeconds } from '../sign-in/sessions.ts';
import { noWayCookie, wayCookie, wayIn } from './way.ts';

const own = { tag: 'Access', writes: 'own', unaudited: true } as const;
const params = Type.Object({ provider: Type.String({ maxLength: 100 }) });
const panel = '/admin/';
/** Where people link providers to their accounts. */
const accountPage = '/admin/account';

const LocationSchema = Type.Object(
  { location: Type.String({ description: 'Where to send the browser.' }) },
  { $id: 'ProviderLocation' },
);

const cookiesOf = ({ raw }: RouteRequest): string => raw.headers.get('cookie') ?? '';

/** `Headers`, since two cookies are two headers. */
function redirect(to: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location: to });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** Signing in through a provider of OpenID Connect. Accounts are linked by issuer and subject, never by e-mail. */
export const providerRoutes = ({ access, log }: Core): Route[] => {
  const { origin, providers, providerSignIn } = access;
  const callbackOf = (request: RouteRequest, provider: string) =>
    `${origin.of(request)}/api/sign-in/${encodeURIComponent(provider)}/callback`;

  /** What the way was for, now that the provider has said who it is. @returns the session's new cookie, if any */
  async function arrive(request: RouteRequest, provider: string): Promise<{ to: string; cookies: string[] }> {
    const way = wayIn(cookiesOf(request));
    if (!way || way.provider !== provider) {
      throw problem('CHL_PROVIDER_FAILED', { detail: 'this browser is on no way from this provider' });
    }
    const came = new URL(callbackOf(request, provider));
    came.search = new URL(request.raw.url).search;
    const identity = await providers.end(way, came);
    const { caller } = request;
    const before = sessionTokenIn(cookiesOf(request));
    if (way.userId) {
      // Whoever began the way must still be the one who is signed in here.
      const principal = before && (await access.sessionPrincipal(before));
      if (!principal || principal.id !== way.userId) throw problem('CHL_UNAUTHENTICATED');
      await providerSignIn.link(way.userId, way, identity, caller);
      return { to: way.to, cookies: [] };
    }
    const token = way.token
      ? await providerSignIn.accept(way.token, way, identity, caller)
      : await providerSignIn.signIn(way, identity, caller);
    if (before) await access.signIn.out(before, caller);
    return { to: way.to, cookies: [sessionCookie(token, absoluteSeconds)] };
  }

  return [
    defineRoute({
      ...own,
      method: 'GET',
      path: '/api/sign-in/{provider}',
      summary: 'Sign in through a provider: sends the browser there',
      permission: null,
      params,
      query: Type.Object({
        to: Type.Optional(
          Type.String({
            pattern: '^/admin/[^\\\\]*$',
            maxLength: 500,
            description: 'Where in the panel to go afterwards.',
          }),
        ),
      }),
      responses: { 303: { description: 'To the provider, or to the log-in page where it is away.' } },
      async handler(request) {
        const { params, query } = request;
        try {
          const callback = callbackOf(request, params.provider);
          const { location, way } = await providers.begin(params.provider, callback, {
            to: query.to ?? panel,
          });
          return redirect(location, [wayCookie(way)]);
        } catch (error) {
          // A link of the log-in page leads here: a person is to read why, on that page.
          if (!(error instanceof Problem) || error.code !== 'CHL_PROVIDER_FAILED') throw error;
          return redirect(`${panel}log-in?failed=${error.code}`, []);
        }
      },
    }),
    defineRoute({
      ...own,
      method: 'POST',
      path: '/api/sign-in/{provider}',
      summary: 'Accept an invitation through a provider instead of setting a password',
      permission: null,
      params,
      body: LinkTokenSchema,
      responses: { 200: { description: 'Where to send the browser.', schema: LocationSchema } },
      async handler(request) {
        origin.check(request);
        const { provider } = request.params;
        const { token } = request.body;
        await providerSignIn.checkInvitation(token);
        const { location, way } = await providers.begin(provider, callbackOf(request, provider), {
          to: panel,
          token,
        });
        return reply(200, { location }, { 'set-cookie': wayCookie(way) });
      },
    }),
    defineRoute({
      ...own,
      method: 'GET',
      path: '/api/sign-in/{provider}/callback',
      summary: 'Where a provider sends the browser back to',
      description:
        'Leads into the panel: signed in, or to its log-in page with the problem’s code in `failed`. Who was linking a provider comes back to the page of their account.',
      permission: null,
      params,
      query: Type.Object({}, { additionalProperties: true }),
      responses: { 303: { description: 'Into the panel.' } },
      async handler(request) {
        const { provider } = request.params;
        try {
          const { to, cookies } = await arrive(request, provider);
          return redirect(to, [...cookies, noWayCookie]);
        } catch (error) {
          // A person in a browser reads this, not a program.
          if (!(error instanceof Problem)) log.error({ provider, error: String(error) }, 'a log-in failed');
          const code = error instanceof Problem ? error.code : 'CHL_INTERNAL';
          const page = wayIn(cookiesOf(request))?.userId ? accountPage : `${panel}log-in`;
          return redirect(`${page}?failed=${code}`, [noWayCookie]);
        }
      },
    }),
    defineRoute({
      ...own,
      method: 'POST',
      path: '/api/session/providers/{provider}',
      summary: 'Link a provider to my account',
      permission: '*',
      params,
      body: PasswordSchema,
      responses: { 200: { description: 'Where to send the browser.', schema: LocationSchema } },
      async handler(request, { principal }) {
        const { id } = signedIn(request, principal);
        const { provider } = request.params;
        await access.signIn.confirm(id, request.body.password, request.caller);
        const { location, way } = await providers.begin(provider, callbackOf(request, provider), {
          to: accountPage,
          userId: id,
        });
        return reply(200, { location }, { 'set-cookie': wayCookie(way) });
      },
    }),
    defineRoute({
      ...own,
      method: 'DELETE',
      path: '/api/session/providers/{provider}',
      summary: 'Unlink a provider from my account',
      permission: '*',
      params,
      responses: { 204: { description: 'Unlinked.' } },
      async handler(request, { principal }) {
        const { id } = signedIn(request, principal);
        await providerSignIn.unlink(id, request.params.provider, request.caller);
        return undefined;
      },
    }),
  ];
};
