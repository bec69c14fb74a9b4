import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OtherSide } from './other-side.ts';
import { handlerOf, type VendorCall, type VendorReply, type VendorRoutes } from './routes.ts';

/**
 * What goes wrong: an answer of 429 (with `Retry-After` in seconds) or any other status; none at all; a body that is
 * cut in its middle; a slow one; and of pages, one that brings the page before once more, or one with nothing on it
 * though more follows.
 */
export type VendorTrouble =
  | { status: number; retryAfter?: number }
  | 'no answer'
  | 'cut short'
  | 'slow'
  | 'page again'
  | 'empty page';

/** The other side of a connection: a real HTTP server on this machine, with faults on demand. */
export interface FakeVendor extends OtherSide {
  /** `http://127.0.0.1:4711` */
  readonly address: string;
  /** What was asked, in order; also what was answered with a fault. */
  readonly calls: readonly VendorCall[];
  /**
   * Lets something go wrong.
   * @param after calls that are answered well before it; none where absent
   * @param times calls that it goes wrong for; one where absent
   * @param on a route as it was given, `GET /orders`; any where absent
   */
  fail(trouble: VendorTrouble, options?: { after?: number; times?: number; on?: string }): void;
  close(): Promise<void>;
}

export interface FakeVendorOptions {
  /** By method and path: `'GET /orders/{id}'`. What isn't there is answered 404. */
  routes: VendorRoutes;
  /** Whether a call has the right key; 401 otherwise. */
  authorised?(call: VendorCall): boolean;
}

interface Pending {
  trouble: VendorTrouble;
  after: number;
  times: number;
  on: string | undefined;
}

/** How long a slow answer takes between its halves, in milliseconds: what a client has to bear. */
const slowness = 100;

/**
 * Starts one.
 * @example
 * await using vendor = await startFakeVendor({
 *   routes: { 'GET /orders': cursorPages({ items: orders, size: 2 }) },
 *   authorised: ({ headers }) => headers.authorization === 'Bearer token',
 * });
 * vendor.fail({ status: 429, retryAfter: 2 }, { after: 1 });
 */
export async function startFakeVendor({
  routes,
  authorised = () => true,
}: FakeVendorOptions): Promise<FakeVendor> {
  const calls: VendorCall[] = [];
  const pending: Pending[] = [];

  function troubleFor(route: string | undefined): VendorTrouble | undefined {
    const due = pending.find(({ on }) => on === undefined || on === route);
    if (!due) return undefined;
    if (due.after > 0) {
      due.after--;
      return undefined;
    }
    if (--due.times === 0) pending.splice(pending.indexOf(due), 1);
    return due.trouble;
  }

  async function answer(call: Omit<VendorCall, 'params'>, response: ServerResponse): Promise<void> {
    const found = handlerOf(routes, call.method, call.path);
    const whole: VendorCall = { ...call, params: found?.params ?? {} };
    calls.push(whole);
    const trouble = troubleFor(found?.route);
    if (trouble === 'no answer') return;
    if (typeof trouble === 'object') {
      const { status, retryAfter } = trouble;
      const headers: Record<string, string> =
        retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return send(response, { status, headers, body: {} });
    }
    if (!authorised(whole)) return send(response, { status: 401, body: { error: 'unauthorized' } });
    if (!found) return send(response, { status: 404, body: { error: 'not found' } });
    send(response, await found.handler(whole, trouble), trouble);
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://vendor');
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const call = {
      method: request.method ?? 'GET',
      path: pathname,
      address: `http://${request.headers.host}`,
      query: searchParams,
      headers,
      body,
      json: () => JSON.parse(body.toString('utf8')) as unknown,
    };
    await answer(call, response).catch((error) => send(response, { status: 500, body: String(error) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    get outstanding() {
      return pending.length;
    },
    fail(trouble, { after = 0, times = 1, on } = {}) {
      pending.push({ trouble, after, times, on });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function send(
  response: ServerResponse,
  { status = 200, headers = {}, body = '' }: VendorReply,
  trouble?: VendorTrouble,
): void {
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = Buffer.from(isText ? body : JSON.stringify(body));
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers });
  const half = Math.floor(bytes.length / 2);
  if (trouble === 'cut short') {
    response.write(bytes.subarray(0, half), () => response.destroy());
  } else if (trouble === 'slow') {
    response.write(bytes.subarray(0, half));
    setTimeout(() => response.end(bytes.subarray(half)), slowness);
  } else response.end(bytes);
}
