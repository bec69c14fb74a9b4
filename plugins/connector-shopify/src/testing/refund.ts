import { moneySet } from './money-set.ts';
import { aLine, type Json } from './order.ts';

/** One piece of the order's line 101 that came back. */
export const refundLine = (over: Json = {}): Json => ({
  id: 701,
  line_item_id: 101,
  quantity: 1,
  restock_type: 'return',
  location_id: null,
  subtotal: 60,
  subtotal_set: moneySet('60.00'),
  total_tax: 10,
  total_tax_set: moneySet('10.00'),
  line_item: aLine({ taxes: [[0.2, '10.00']] }),
  ...over,
});

export const transaction = (amount: string, over: Json = {}): Json => ({
  id: 801,
  kind: 'refund',
  status: 'success',
  gateway: 'shopify_payments',
  amount,
  currency: 'EUR',
  ...over,
});

/** 60 € paid back for one shirt, as an order has it and `refunds/create`. */
export const aRefund = (over: Json = {}): Json => ({
  id: 509562969,
  admin_graphql_api_id: 'gid://shopify/Refund/509562969',
  order_id: 450789469,
  created_at: '2026-02-09T14:00:00+01:00',
  processed_at: '2026-02-09T14:00:00+01:00',
  note: null,
  user_id: null,
  return: null,
  duties: [],
  refund_line_items: [refundLine()],
  refund_shipping_lines: [],
  order_adjustments: [],
  transactions: [transaction('60.00')],
  ...over,
});
