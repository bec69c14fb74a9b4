import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SalesPage } from './till.ts';

/** The other side of {@link till}: a real server on this machine. */
export interface TillServer extends AsyncDisposable {
  address: string;
  token: string;
  sales: SalesPage['sales'];
  /** Paths that were asked, in order. */
  asked: string[];
  /** Answers the next requests so, instead. */
  fail(status: number, times?: number): void;
  /** Called before a page of sales is answered. */
  before?: (asked: IncomingMessage) => void;
}

export async function startTillServer(count = 0): Promise<TillServer> {
  const failing: number[] = [];
  const till: Omit<TillServer, typeof Symbol.asyncDispose> = {
    address: '',
    token: 'token-of-the-till',
    sales: Array.from({ length: count }, (_, index) => ({
      id: String(index + 1).padStart(6, '0'),
      at: '2026-03-01T10:00:00+01:00',
      customer: `c-${(index % 3) + 1}`,
    })),
    asked: [],
    fail(status, times = 1) {
      failing.push(...Array.from({ length: times }, () => status));
    },
  };
  const server = createServer((request, response) => {
    till.asked.push(request.url!);
    const say = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const status = failing.shift();
    if (status !== undefined) return say(status, {});
    if (request.headers.authorization !== `Bearer ${till.token}`) return say(401, {});
    const url = new URL(request.url!, 'http://localhost');
    if (url.pathname !== '/sales') return say(200, {});
    till.before?.(request);
    const from = url.searchParams.get('from')!;
    const after = till.sales.filter(({ id }) => id > from);
    const size = Number(url.searchParams.get('size'));
    say(200, { sales: after.slice(0, size), next: after.length > size ? 'more' : null });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  till.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(till, {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
