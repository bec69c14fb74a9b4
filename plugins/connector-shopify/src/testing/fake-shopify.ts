import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refundNode } from './graphql-shape.ts';
import type { Json } from './order.ts';

/** What the shop has, and how it misbehaves. Tests change it while it runs. */
export interface ShopState {
  name: string;
  domain: string;
  currency: string;
  scopes: string[];
  tokens: string[];
  client: { id: string; secret: string };
  /** Rows of bulk operations: an object, then its children. Each object has `updated_at`. */
  customers: Json[][];
  orders: Json[][];
  abandonedCheckouts: Json[][];
  /** As webhooks tell them, with their order. */
  refunds: { refund: Json; order: Json }[];
  /** Questions that are throttled before one is answered. */
  throttled: number;
  /** Looks at a bulk operation before it is done. */
  slow: number;
  /** Bulk operations that fail, with their error. */
  failing: string[];
  /** What the app may not see: bulk operations on it fail. */
  denied: string[];
  /** Files that have expired when they are asked for. */
  expired: number;
  /** Files that are cut short after so many bytes. */
  cutAfter: number[];
}

export interface FakeShopify extends AsyncDisposable {
  /** Where it listens. */
  url: string;
  state: ShopState;
  /** The queries of bulk operations that were started. */
  started: string[];
}

/** Speaks the part of the Admin API that the connector asks, over HTTP. */
export async function startFakeShopify(over: Partial<ShopState> = {}): Promise<FakeShopify> {
  const state: ShopState = {
    name: 'Simulated',
    domain: 'simulated.myshopify.com',
    currency: 'EUR',
    scopes: ['read_orders', 'read_customers', 'read_all_orders'],
    tokens: ['shpat_simulated'],
    client: { id: 'client', secret: 'shpss_simulated' },
    customers: [],
    orders: [],
    abandonedCheckouts: [],
    refunds: [],
    throttled: 0,
    slow: 0,
    failing: [],
    denied: [],
    expired: 0,
    cutAfter: [],
    ...over,
  };
  const started: string[] = [];
  const operations = new Map<string, Operation>();
  let url = '';

  const server = createServer((request, response) => {
    void answer(request, response).catch((error) => json(response, 500, { error: String(error) }));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    const body = await textOf(request);
    if (pathname.startsWith('/files/')) return file(pathname.slice('/files/'.length), response);
    if (pathname === '/admin/oauth/access_token') return grant(JSON.parse(body), response);
    if (!/^\/admin\/api\/20\d\d-\d\d\/graphql\.json$/.test(pathname))
      return json(response, 404, { errors: 'Not Found' });
    const token = request.headers['x-shopify-access-token'];
    if (!state.tokens.includes(String(token)))
      return json(response, 401, { errors: '[API] Invalid API key or access token' });
    if (state.throttled > 0) {
      state.throttled--;
      return json(response, 200, {
        errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
        extensions: {
          cost: {
            requestedQueryCost: 12,
            throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 10, restoreRate: 100 },
          },
        },
      });
    }
    return json(response, 200, { data: dataOf(JSON.parse(body)) });
  }

  function dataOf({ query, variables }: { query: string; variables: Json }): Json {
    if (query.includes('bulkOperationRunQuery'))
      return { bulkOperationRunQuery: start(String(variables.query)) };
    if (query.includes('BulkOperation')) return { node: look(String(variables.id)) };
    if (query.includes('nodes(ids')) {
      const ids = variables.ids as string[];
      const found = state.refunds.filter(({ refund }) =>
        ids.includes(`gid://shopify/Refund/${String(refund.id)}`),
      );
      return { nodes: found.map(({ refund, order }) => refundNode(refund, order)) };
    }
    return {
      shop: { name: state.name, myshopifyDomain: state.domain, currencyCode: state.currency },
      currentAppInstallation: { accessScopes: state.scopes.map((handle) => ({ handle })) },
    };
  }

  function start(query: string): Json {
    started.push(query);
    const root = /^\{ (\w+)\(/.exec(query)?.[1] as 'customers' | 'orders' | 'abandonedCheckouts';
    const since = /updated_at:>='([^']+)'/.exec(query)?.[1];
    const until = /updated_at:<='([^']+)'/.exec(query)?.[1];
    const rows = state[root].filter(([object]) => {
      const at = Date.parse(String(object!.updated_at));
      return (!since || at >= Date.parse(since)) && (!until || at <= Date.parse(until));
    });
    const id = `gid://shopify/BulkOperation/${started.length}`;
    operations.set(id, {
      rows,
      looks: 0,
      error: state.denied.includes(root) ? 'ACCESS_DENIED' : state.failing.shift(),
    });
    return { bulkOperation: { id }, userErrors: [] };
  }

  function look(id: string): Json | null {
    const operation = operations.get(id);
    if (!operation) return null;
    if (operation.looks++ < state.slow) return { id, status: 'RUNNING', url: null, objectCount: '0' };
    if (operation.error) return { id, status: 'FAILED', errorCode: operation.error, url: null };
    const { rows } = operation;
    return {
      id,
      status: 'COMPLETED',
      objectCount: String(rows.flat().length),
      rootObjectCount: String(rows.length),
      url: rows.length === 0 ? null : `${url}/files/${encodeURIComponent(id)}`,
    };
  }

  function file(id: string, response: ServerResponse): void {
    if (state.expired > 0) {
      state.expired--;
      json(response, 403, { error: 'expired' });
      return;
    }
    const rows = operations.get(decodeURIComponent(id))?.rows ?? [];
    const text = rows.flatMap((group) => group.map((row) => `${JSON.stringify(row)}\n`)).join('');
    const cut = state.cutAfter.shift();
    response.writeHead(200, {
      'content-type': 'application/jsonl',
      'content-length': Buffer.byteLength(text),
    });
    if (cut === undefined) {
      response.end(text);
      return;
    }
    response.write(text.slice(0, cut), () => response.destroy());
  }

  function grant({ client_id: id, client_secret: secret }: Json, response: ServerResponse): void {
    if (id !== state.client.id || secret !== state.client.secret) {
      json(response, 400, { error: 'invalid_client' });
      return;
    }
    const token = `shpat_${state.tokens.length}`;
    state.tokens.push(token);
    json(response, 200, { access_token: token, scope: state.scopes.join(','), expires_in: 86_399 });
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    state,
    started,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

interface Operation {
  rows: Json[][];
  looks: number;
  error: string | undefined;
}

function json(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
