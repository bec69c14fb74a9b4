import { moneySet } from './money-set.ts';

export type Json = Record<string, unknown>;

interface LineOptions extends Json {
  id?: number;
  price?: string;
  quantity?: number;
  /** Amounts taken off, each by the discount with that number. */
  discounts?: readonly string[];
  /** Rate and amount. */
  taxes?: readonly (readonly [number, string])[];
}

const allocations = (discounts: readonly string[]) =>
  discounts.map((amount, index) => ({
    amount,
    amount_set: moneySet(amount),
    discount_application_index: index,
  }));

const taxLines = (taxes: readonly (readonly [number, string])[]) =>
  taxes.map(([rate, price]) => ({
    title: 'TVA',
    rate,
    price,
    price_set: moneySet(price),
    channel_liable: false,
  }));

/** A line as an order's webhook has it. */
export const aLine = ({
  id = 101,
  price = '60.00',
  quantity = 1,
  discounts = [],
  taxes = [],
  ...over
}: LineOptions = {}): Json => ({
  id,
  admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
  name: 'Linen shirt - M',
  title: 'Linen shirt',
  variant_title: 'M',
  sku: 'SHIRT-M',
  vendor: 'Atelier',
  quantity,
  current_quantity: quantity,
  gift_card: false,
  price,
  price_set: moneySet(price),
  discount_allocations: allocations(discounts),
  tax_lines: taxLines(taxes),
  duties: [],
  ...over,
});

/** A shipping line. */
export const shipping = (price: string, taxes: readonly (readonly [number, string])[] = []): Json => ({
  id: 501,
  title: 'Colissimo',
  price,
  price_set: moneySet(price),
  discounted_price_set: moneySet(price),
  is_removed: false,
  discount_allocations: [],
  tax_lines: taxLines(taxes),
});

/** Somebody simulated, as an order has them. */
export const aCustomer = (over: Json = {}): Json => ({
  id: 9001,
  admin_graphql_api_id: 'gid://shopify/Customer/9001',
  email: 'simulated.9001@example.org',
  phone: null,
  first_name: 'Simulated',
  last_name: 'Buyer',
  state: 'enabled',
  verified_email: true,
  created_at: '2026-02-01T09:00:00+01:00',
  updated_at: '2026-02-02T10:16:00+01:00',
  default_address: {
    address1: '1 rue Simulée',
    address2: null,
    city: 'Lyon',
    zip: '69001',
    province: null,
    country: 'France',
    country_code: 'FR',
    company: null,
  },
  ...over,
});

/** A paid order of the web shop, 60 € with 20 % VAT in it, as a webhook tells it. */
export const anOrder = (over: Json = {}): Json => ({
  id: 450789469,
  admin_graphql_api_id: 'gid://shopify/Order/450789469',
  name: '#1001',
  test: false,
  currency: 'EUR',
  presentment_currency: 'EUR',
  financial_status: 'paid',
  source_name: 'web',
  location_id: null,
  user_id: null,
  taxes_included: true,
  duties_included: false,
  created_at: '2026-02-02T10:15:00+01:00',
  processed_at: '2026-02-02T10:15:00+01:00',
  updated_at: '2026-02-02T10:16:00+01:00',
  cancelled_at: null,
  total_price: '60.00',
  total_price_set: moneySet('60.00'),
  total_discounts_set: moneySet('0.00'),
  total_tip_received: '0.00',
  original_total_duties_set: null,
  original_total_additional_fees_set: null,
  total_cash_rounding_payment_adjustment_set: moneySet('0.00'),
  payment_gateway_names: ['shopify_payments'],
  customer: aCustomer(),
  discount_applications: [],
  line_items: [aLine({ taxes: [[0.2, '10.00']] })],
  shipping_lines: [],
  refunds: [],
  returns: [],
  ...over,
});
