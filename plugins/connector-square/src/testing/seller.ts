import type { Answer } from '../api.ts';

/** Wholly made up, after the objects that https://developer.squareup.com/reference/square documents. */
export const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** Two dresses, with the French tax in their price. */
export const item = (of: Answer = {}): Answer => ({
  uid: 'line-1',
  name: 'Robe',
  variation_name: '38',
  quantity: '2',
  item_type: 'ITEM',
  catalog_object_id: 'VARIATION1',
  catalog_version: 1_700_000_000_000,
  base_price_money: eur(3000),
  variation_total_price_money: eur(6000),
  gross_sales_money: eur(6000),
  total_tax_money: eur(1000),
  total_discount_money: eur(0),
  total_money: eur(6000),
  applied_taxes: [{ uid: 'a', tax_uid: 'tva', applied_money: eur(1000) }],
  ...of,
});

export const inclusive = { uid: 'tva', name: 'TVA', percentage: '20', type: 'INCLUSIVE', scope: 'ORDER' };
export const additive = {
  uid: 'tva',
  name: 'Sales tax',
  percentage: '20.0',
  type: 'ADDITIVE',
  scope: 'ORDER',
};

export const tender = (amount: number, of: Answer = {}): Answer => ({
  id: 'PAYMENT1',
  location_id: 'LOCATION1',
  created_at: '2026-03-02T09:14:00Z',
  amount_money: eur(amount),
  type: 'CARD',
  card_details: { status: 'CAPTURED', card: { card_brand: 'VISA', last_4: '1111' }, entry_method: 'EMV' },
  payment_id: 'PAYMENT1',
  ...of,
});

/** A sale at the till that was paid by card. */
export const order = (of: Answer = {}): Answer => ({
  id: 'ORDER1',
  location_id: 'LOCATION1',
  customer_id: 'CUSTOMER1',
  line_items: [item()],
  taxes: [inclusive],
  created_at: '2026-03-02T09:13:00.000Z',
  updated_at: '2026-03-02T09:15:02.000Z',
  closed_at: '2026-03-02T09:15:00.000Z',
  state: 'COMPLETED',
  version: 4,
  total_money: eur(6000),
  total_tax_money: eur(1000),
  total_discount_money: eur(0),
  total_tip_money: eur(0),
  total_service_charge_money: eur(0),
  tenders: [tender(6000)],
  ...of,
});

/** One of the two dresses came back. */
export const returned = (of: Answer = {}): Answer => ({
  uid: 'return-1',
  source_order_id: 'ORDER1',
  return_line_items: [
    item({
      uid: 'returned-1',
      source_line_item_uid: 'line-1',
      quantity: '1',
      total_tax_money: eur(500),
      total_money: eur(3000),
    }),
  ],
  return_taxes: [{ ...inclusive, source_tax_uid: 'tva' }],
  return_amounts: { total_money: eur(3000), tax_money: eur(500) },
  ...of,
});

/** What Square makes of a return: an order of its own, with nothing sold. */
export const returnOrder = (of: Answer = {}): Answer => ({
  id: 'ORDER2',
  location_id: 'LOCATION1',
  customer_id: 'CUSTOMER1',
  returns: [returned()],
  return_amounts: { total_money: eur(3000), tax_money: eur(500) },
  refunds: [
    {
      id: 'REFUND1',
      location_id: 'LOCATION1',
      tender_id: 'PAYMENT1',
      created_at: '2026-03-09T14:00:00Z',
      reason: 'Trop petite',
      amount_money: eur(3000),
      status: 'APPROVED',
    },
  ],
  created_at: '2026-03-09T14:00:00.000Z',
  updated_at: '2026-03-09T14:00:01.000Z',
  closed_at: '2026-03-09T14:00:01.000Z',
  state: 'COMPLETED',
  version: 2,
  total_money: eur(0),
  ...of,
});

export const customer = (of: Answer = {}): Answer => ({
  id: 'CUSTOMER1',
  created_at: '2026-01-05T10:00:00.000Z',
  updated_at: '2026-03-01T08:00:00Z',
  given_name: 'Camille',
  family_name: 'Simulée',
  email_address: 'camille@example.org',
  phone_number: '+33478000000',
  birthday: '1984-05-01',
  address: { address_line_1: '1 rue de l’Exemple', locality: 'Lyon', postal_code: '69001', country: 'FR' },
  preferences: { email_unsubscribed: false },
  creation_source: 'DIRECTORY',
  version: 3,
  ...of,
});

/** An event as Square sends it. */
export const event = (type: string, object: Answer, of: Answer = {}): Answer => ({
  merchant_id: 'MERCHANT1',
  type,
  event_id: `event of ${type}`,
  created_at: '2026-03-02T09:15:03Z',
  data: { type: type.split('.')[0], id: 'ID', object },
  ...of,
});
