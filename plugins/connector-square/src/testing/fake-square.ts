import {
  type FakeVendor,
  startFakeVendor,
  type VendorCall,
  type VendorHandler,
  type VendorTrouble,
} from '@chaland/core/testing';
import type { Answer } from '../api.ts';

export interface FakeSquare extends FakeVendor {
  orders: Answer[];
  customers: Answer[];
  locations: string[];
  /** By the id of the variation. */
  skus: Record<string, string>;
  /** Rights that the token lacks. */
  lacks: Set<string>;
}

interface Range {
  start_at?: string;
  end_at?: string;
}

/** As much of Square's API as the connector asks for, by its documentation. */
export async function startSquare(token = 'simulated token'): Promise<FakeSquare> {
  const state: Omit<FakeSquare, keyof FakeVendor> = {
    orders: [],
    customers: [],
    locations: ['LOCATION1'],
    skus: {},
    lacks: new Set(),
  };
  const withRight =
    (right: string, handler: VendorHandler): VendorHandler =>
    (call, trouble) =>
      state.lacks.has(right)
        ? {
            status: 403,
            body: { errors: [{ category: 'AUTHENTICATION_ERROR', code: 'INSUFFICIENT_SCOPES' }] },
          }
        : handler(call, trouble);
  const vendor = await startFakeVendor({
    authorised: ({ headers }) => headers.authorization === `Bearer ${token}` && 'square-version' in headers,
    routes: {
      'GET /v2/merchants/me': () => ({
        body: { merchant: { id: 'MERCHANT1', business_name: 'Maison Simulée', country: 'FR' } },
      }),
      'GET /v2/locations': () => ({
        body: { locations: state.locations.map((id) => ({ id, status: 'ACTIVE' })) },
      }),
      'POST /v2/orders/search': withRight('ORDERS_READ', (call, trouble) => ({
        body: page('orders', searched(state.orders, bodyOf(call)), bodyOf(call), trouble),
      })),
      'POST /v2/customers/search': withRight('CUSTOMERS_READ', (call, trouble) => {
        const { filter } = (bodyOf(call).query ?? {}) as {
          filter?: { updated_at?: Range; created_at?: Range };
        };
        const found = state.customers
          .filter(within(filter?.updated_at))
          .filter(within(filter?.created_at, 'created_at'))
          .toSorted(by('created_at'));
        return { body: page('customers', found, bodyOf(call), trouble) };
      }),
      'POST /v2/catalog/batch-retrieve': withRight('ITEMS_READ', (call) => {
        const objects = (bodyOf(call).object_ids as string[])
          .filter((id) => state.skus[id] !== undefined)
          .map((id) => ({ type: 'ITEM_VARIATION', id, item_variation_data: { sku: state.skus[id] } }));
        return { body: objects.length > 0 ? { objects } : {} };
      }),
    },
  });
  return Object.assign(vendor, state);
}

const bodyOf = (call: VendorCall) => call.json() as Answer;

function searched(orders: readonly Answer[], body: Answer): Answer[] {
  const { filter, sort } = (body.query ?? {}) as {
    filter?: { date_time_filter?: { updated_at?: Range }; state_filter?: { states: string[] } };
    sort?: { sort_field: string };
  };
  const locations = body.location_ids as string[];
  if (locations.length === 0 || locations.length > 10) throw new Error('1 to 10 locations');
  if (filter?.date_time_filter && sort?.sort_field !== 'UPDATED_AT')
    throw new Error('what is filtered by is what is sorted by');
  return orders
    .filter((order) => locations.includes(String(order.location_id)))
    .filter((order) => filter?.state_filter?.states.includes(String(order.state)) ?? true)
    .filter(within(filter?.date_time_filter?.updated_at))
    .toSorted(by('updated_at'));
}

/** Both ends are in it. */
const within =
  ({ start_at, end_at }: Range = {}, field = 'updated_at') =>
  (one: Answer): boolean => {
    const at = Date.parse(String(one[field]));
    return (
      (start_at === undefined || at >= Date.parse(start_at)) &&
      (end_at === undefined || at <= Date.parse(end_at))
    );
  };

const by = (field: string) => (a: Answer, b: Answer) => String(a[field]).localeCompare(String(b[field]));

/** Square gives fewer than the limit as it likes: two at a time. */
function page(name: string, found: readonly Answer[], { cursor }: Answer, trouble?: VendorTrouble): Answer {
  const at = Number(cursor ?? 0);
  const from = trouble === 'page again' ? Math.max(at - 2, 0) : at;
  const items = trouble === 'empty page' ? [] : found.slice(from, from + 2);
  const next = trouble === 'empty page' || from < at ? at : at + 2;
  return {
    ...(items.length > 0 ? { [name]: items } : {}),
    ...(next < found.length ? { cursor: String(next) } : {}),
  };
}
