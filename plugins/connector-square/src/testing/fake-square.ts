import type { Answer } from '../api.ts';
import { type Asked, type Server, serve, type Told } from './serve.ts';

export interface FakeSquare extends Server {
  orders: Answer[];
  customers: Answer[];
  locations: string[];
  /** By the id of the variation. */
  skus: Record<string, string>;
  /** Rights that the token lacks. */
  lacks: Set<string>;
  /** Called before a search is answered. */
  before?: (asked: Asked) => void;
}

interface Range {
  start_at?: string;
  end_at?: string;
}

/** As much of Square's API as the connector asks for, by its documentation. */
export async function startSquare(token = 'simulated token'): Promise<FakeSquare> {
  const state = { orders: [], customers: [], locations: ['LOCATION1'], skus: {}, lacks: new Set<string>() };
  const rights: Record<string, string> = {
    '/v2/orders/search': 'ORDERS_READ',
    '/v2/customers/search': 'CUSTOMERS_READ',
    '/v2/catalog/batch-retrieve': 'ITEMS_READ',
  };
  const server = await serve((asked): Told => {
    const { url, headers, body } = asked;
    if (headers.authorization !== `Bearer ${token}` || !headers['square-version']) {
      return { status: 401, body: { errors: [{ category: 'AUTHENTICATION_ERROR', code: 'UNAUTHORIZED' }] } };
    }
    if (square.lacks.has(rights[url.pathname] ?? '')) {
      return {
        status: 403,
        body: { errors: [{ category: 'AUTHENTICATION_ERROR', code: 'INSUFFICIENT_SCOPES' }] },
      };
    }
    square.before?.(asked);
    switch (url.pathname) {
      case '/v2/merchants/me':
        return { body: { merchant: { id: 'MERCHANT1', business_name: 'Maison Simulée', country: 'FR' } } };
      case '/v2/locations':
        return { body: { locations: square.locations.map((id) => ({ id, status: 'ACTIVE' })) } };
      case '/v2/orders/search':
        return { body: page('orders', searchedOrders(square, body), body) };
      case '/v2/customers/search': {
        const { filter } = (body.query ?? {}) as { filter?: { updated_at?: Range } };
        return { body: page('customers', square.customers.filter(within(filter?.updated_at)), body) };
      }
      case '/v2/catalog/batch-retrieve': {
        const objects = (body.object_ids as string[])
          .filter((id) => square.skus[id] !== undefined)
          .map((id) => ({ type: 'ITEM_VARIATION', id, item_variation_data: { sku: square.skus[id] } }));
        return { body: objects.length > 0 ? { objects } : {} };
      }
    }
    return { status: 404, body: { errors: [{ category: 'INVALID_REQUEST_ERROR', code: 'NOT_FOUND' }] } };
  });
  const square: FakeSquare = Object.assign(server, state);
  return square;
}

function searchedOrders({ orders }: FakeSquare, body: Answer): Answer[] {
  const { filter, sort } = (body.query ?? {}) as {
    filter?: { date_time_filter?: { updated_at?: Range }; state_filter?: { states: string[] } };
    sort?: { sort_field: string };
  };
  const locations = body.location_ids as string[];
  if (locations.length === 0 || locations.length > 10) throw new Error('1 to 10 locations');
  if (filter?.date_time_filter && sort?.sort_field !== 'UPDATED_AT')
    throw new Error('filtered by what it is sorted by');
  return orders
    .filter((order) => locations.includes(String(order.location_id)))
    .filter((order) => filter?.state_filter?.states.includes(String(order.state)) ?? true)
    .filter(within(filter?.date_time_filter?.updated_at))
    .toSorted((a, b) => String(a.updated_at).localeCompare(String(b.updated_at)));
}

/** Both ends are in it. */
const within =
  ({ start_at, end_at }: Range = {}) =>
  ({ updated_at: at }: Answer): boolean =>
    (start_at === undefined || Date.parse(String(at)) >= Date.parse(start_at)) &&
    (end_at === undefined || Date.parse(String(at)) <= Date.parse(end_at));

/** Square gives fewer than the limit as it likes: two at a time. */
function page(name: string, found: readonly Answer[], { cursor }: Answer): Answer {
  const from = Number(cursor ?? 0);
  const items = found.slice(from, from + 2);
  return {
    ...(items.length > 0 ? { [name]: items } : {}),
    ...(from + 2 < found.length ? { cursor: String(from + 2) } : {}),
  };
}
