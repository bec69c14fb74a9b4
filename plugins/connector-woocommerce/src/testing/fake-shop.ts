import {
  type FakeVendor,
  startFakeVendor,
  type VendorCall,
  type VendorReply,
  type VendorTrouble,
} from '@chaland/core/testing';
import type { Item } from '../api.ts';

export interface FakeShop extends FakeVendor {
  orders: Item[];
  /** By the id of the order. */
  refunds: Record<string, Item[]>;
  accounts: Item[];
  /** Called before a list of orders is answered. */
  before?: (call: VendorCall) => void;
  /** What every request is answered, instead. */
  instead?: VendorReply;
}

/** As much of WooCommerce's REST API as the connector asks for, by its documentation. */
export async function startShop(key = 'ck_simulated', secret = 'cs_simulated'): Promise<FakeShop> {
  const basic = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
  const refused = {
    status: 401,
    body: { code: 'woocommerce_rest_cannot_view', message: 'Sorry, you cannot list resources.' },
  };
  const answered =
    (answer: (call: VendorCall, trouble?: VendorTrouble) => VendorReply) =>
    (call: VendorCall, trouble?: VendorTrouble): VendorReply =>
      shop.instead ?? (call.headers.authorization === basic ? answer(call, trouble) : refused);
  const vendor = await startFakeVendor({
    routes: {
      'GET /wp-json/wc/v3/orders': answered((call, trouble) => {
        shop.before?.(call);
        const { query } = call;
        if (query.get('orderby') !== 'modified' || query.get('order') !== 'asc')
          throw new Error('oldest change first');
        const after = query.get('modified_after');
        const found = shop.orders
          .filter(({ date_modified_gmt: at }) => after === null || String(at) > after)
          .toSorted((a, b) => String(a.date_modified_gmt).localeCompare(String(b.date_modified_gmt)));
        return list(call, found, trouble);
      }),
      'GET /wp-json/wc/v3/orders/{id}/refunds': answered((call, trouble) =>
        list(call, shop.refunds[call.params.id!] ?? [], trouble),
      ),
      'GET /wp-json/wc/v3/customers': answered((call, trouble) => list(call, shop.accounts, trouble)),
    },
  });
  const shop: FakeShop = Object.assign(vendor, { orders: [], refunds: {}, accounts: [] });
  return shop;
}

/** A page, by `page` or `offset` and `per_page`, with the length of the whole list. */
function list({ query }: VendorCall, found: readonly Item[], trouble?: VendorTrouble): VendorReply {
  const size = Number(query.get('per_page'));
  if (size < 1 || size > 100) throw new Error('1 to 100 on a page');
  const at = query.has('offset') ? Number(query.get('offset')) : (Number(query.get('page') ?? 1) - 1) * size;
  const from = trouble === 'page again' ? Math.max(at - size, 0) : at;
  const headers = {
    'x-wp-total': String(found.length),
    'x-wp-totalpages': String(Math.ceil(found.length / size)),
  };
  return { headers, body: trouble === 'empty page' ? [] : found.slice(from, from + size) };
}
