import { type FakeVendor, startFakeVendor } from '@chaland/core/testing';
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
  /** Files that end after so many characters. */
  cutAfter: number[];
}

/** A vendor that is a shop. */
export type FakeShopify = FakeVendor & {
  state: ShopState;
  /** The queries of bulk operations that were started. */
  started: readonly string[];
};

/** Speaks the part of the Admin API that the connector asks, over HTTP. */
export async function startFakeShopify(over: Partial<ShopState> = {}): Promise<FakeShopify> {
  const state: ShopState = { ...calmShop(), ...over };
  const started: string[] = [];
  const operations = new Map<string, Operation>();

  function dataOf(query: string, variables: Json, address: string): Json {
    if (query.includes('bulkOperationRunQuery'))
      return { bulkOperationRunQuery: start(String(variables.query)) };
    if (query.includes('BulkOperation')) return { node: look(String(variables.id), address) };
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
    const error = state.denied.includes(root) ? 'ACCESS_DENIED' : state.failing.shift();
    operations.set(String(started.length), { rows, looks: 0, error });
    return { bulkOperation: { id }, userErrors: [] };
  }

  function look(id: string, address: string): Json | null {
    const number = id.slice(id.lastIndexOf('/') + 1);
    const operation = operations.get(number);
    if (!operation) return null;
    if (operation.looks++ < state.slow) return { id, status: 'RUNNING', url: null, objectCount: '0' };
    if (operation.error) return { id, status: 'FAILED', errorCode: operation.error, url: null };
    const { rows } = operation;
    return {
      id,
      status: 'COMPLETED',
      objectCount: String(rows.flat().length),
      rootObjectCount: String(rows.length),
      url: rows.length === 0 ? null : `${address}/files/${number}`,
    };
  }

  const vendor = await startFakeVendor({
    routes: {
      'POST /admin/oauth/access_token'(call) {
        const { client_id: id, client_secret: secret } = call.json() as Json;
        if (id !== state.client.id || secret !== state.client.secret) {
          return { status: 400, body: { error: 'invalid_client' } };
        }
        const token = `shpat_${state.tokens.length}`;
        state.tokens.push(token);
        return { body: { access_token: token, scope: state.scopes.join(','), expires_in: 86_399 } };
      },
      'POST /admin/api/{version}/graphql.json'(call) {
        if (!state.tokens.includes(call.headers['x-shopify-access-token'] ?? '')) {
          return { status: 401, body: { errors: '[API] Invalid API key or access token' } };
        }
        if (state.throttled-- > 0) return { body: throttled };
        const { query, variables } = call.json() as { query: string; variables: Json };
        return { body: { data: dataOf(query, variables, call.address) } };
      },
      'GET /files/{id}'({ params }) {
        if (state.expired-- > 0) return { status: 403, body: { error: 'expired' } };
        const rows = operations.get(params.id ?? '')?.rows ?? [];
        const text = rows.flatMap((group) => group.map((row) => `${JSON.stringify(row)}\n`)).join('');
        return {
          headers: { 'content-type': 'application/jsonl' },
          body: text.slice(0, state.cutAfter.shift()),
        };
      },
    },
  });
  return Object.assign(vendor, { state, started });
}

const throttled = {
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: {
    cost: {
      requestedQueryCost: 12,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 10, restoreRate: 100 },
    },
  },
};

const calmShop = (): ShopState => ({
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
});

interface Operation {
  rows: Json[][];
  looks: number;
  error: string | undefined;
}
