import { Type } from 'typebox';
import { readBytes } from '../../http/body.ts';
import type { Core } from '../../http/core.ts';
import { Problem, problem } from '../../http/problem.ts';
import { defineRoute, type Method, type Route, type RouteRequest } from '../../http/route.ts';
import type { HookAnswer } from '../delivery.ts';

/** Bytes of a delivery at most. */
export const hookBodyLimit = 10 * 1024 * 1024;

const connection = Type.String({ maxLength: 100, description: 'Id of a connection.' });
const methods: readonly Method[] = ['POST', 'PUT', 'GET'];

/** The addresses of connections, to which their other sides send: each connector takes and answers in its own way. */
export const hookRoutes = ({ inbox, access }: Pick<Core, 'inbox' | 'access'>): Route[] => {
  async function take({ raw, remote }: RouteRequest, id: string, path: string): Promise<Response> {
    const open = await inbox.at(id);
    const body = await readBytes(raw, hookBodyLimit).catch((error) => {
      throw error instanceof Problem ? tooLarge() : error;
    });
    const { pathname, search, searchParams } = new URL(raw.url);
    const answer = await inbox.receive(open, {
      method: raw.method,
      path,
      query: searchParams,
      headers: Object.fromEntries(raw.headers),
      body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      url: `${access.origin.of({ raw, remote })}${pathname}${search}`,
    });
    return responseOf(answer);
  }

  const shared = {
    tag: 'Hooks',
    permission: null,
    query: Type.Object({}, { additionalProperties: true }),
    responses: {
      200: {
        description: 'Everything it holds is kept. Some connectors answer otherwise, as their side asks for.',
      },
      401: { description: 'It is not from who it says it is.' },
      404: { description: 'Nothing is received at this address.' },
      413: { description: 'It is larger than 10 MiB.' },
      500: { description: 'It could not be read, and nothing was kept: send it again.' },
    },
    writes: 'own',
    unaudited: true,
  } as const;
  return methods.flatMap((method) => [
    defineRoute({
      ...shared,
      method,
      path: '/hooks/{connection}',
      summary: `Deliver to a connection by ${method}`,
      description:
        'The connector verifies the request over its raw bytes. What it holds is kept, then it is answered, then mapped; the same delivery again is answered the same and kept once.',
      params: Type.Object({ connection }),
      handler: (request) => take(request, request.params.connection, ''),
    }),
    defineRoute({
      ...shared,
      method,
      path: '/hooks/{connection}/{path}',
      deep: true,
      summary: `Deliver to a path below a connection by ${method}`,
      description: 'As without the path, for connectors that are sent to several.',
      params: Type.Object({ connection, path: Type.String({ maxLength: 1_000 }) }),
      handler: (request) => take(request, request.params.connection, `/${request.params.path}`),
    }),
  ]);
};

const tooLarge = () =>
  problem('CHL_BODY_TOO_LARGE', {
    detail: `the limit is ${hookBodyLimit} bytes`,
    mend: 'Send less at once: most senders let choose how much goes into one delivery.',
  });

const responseOf = ({ status, body, headers }: HookAnswer): Response =>
  new Response(body ?? null, {
    status,
    headers:
      body === undefined ? { ...headers } : { 'content-type': 'text/plain; charset=utf-8', ...headers },
  });
