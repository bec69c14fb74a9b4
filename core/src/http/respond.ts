import { asReply } from './route.ts';

/** For what only programs read: nothing may be loaded, framed, guessed or kept. */
export const apiHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** What a handler returned, as status, text and headers: what is sent, and what an Idempotency-Key keeps. */
export interface Answer {
  status: number;
  body: string | null;
  headers: Record<string, string>;
}

const json = 'application/json';

/** @returns undefined for a `Response`, which goes out as it is */
export function answerOf(returned: unknown): Answer | undefined {
  if (returned instanceof Response) return undefined;
  const said = asReply(returned);
  const value = said ? said.body : returned;
  const status = said?.status ?? (value === undefined ? 204 : 200);
  if (value === undefined) return { status, body: null, headers: said?.headers ?? {} };
  const headers = said?.headers ?? {};
  if (typeof value === 'string' && headers['content-type']) return { status, body: value, headers };
  return { status, body: JSON.stringify(value), headers: { 'content-type': json, ...headers } };
}

/** Plain headers, made in one go: the server writes them as they are. */
export function send({ status, body, headers }: Answer, requestId: string): Response {
  return new Response(body, { status, headers: { ...apiHeaders, 'x-request-id': requestId, ...headers } });
}

/** A handler's own `Response`, with the headers that it left out. */
export function sendAsIs(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  headers.set('x-request-id', requestId);
  for (const [name, value] of Object.entries(apiHeaders)) if (!headers.has(name)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}
