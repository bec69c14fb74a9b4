import { moneySet } from './money-set.ts';
import type { Json } from './order.ts';

// What the Admin API answers for the same objects: global ids, words in capitals, other nesting.

const gid = (type: string, id: unknown) => `gid://shopify/${type}/${String(id)}`;
const capitals = (word: unknown) => (typeof word === 'string' ? word.toUpperCase() : null);
const list = (value: unknown) => (value ?? []) as Json[];

/** Of a webhook's line: discounts with what they are, taxes with their sets alone. */
function lineNode(type: string, line: Json, applications: readonly Json[]): Json {
  return {
    __typename: type,
    id: gid(type, line.id),
    name: line.name,
    title: line.title,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    gift_card: line.gift_card,
    price_set: line.price_set,
    tax_lines: list(line.tax_lines).map(({ rate, price_set }) => ({ rate, price_set })),
    discount_allocations: list(line.discount_allocations).map(
      ({ amount_set, discount_application_index: at }) => {
        const { code, title } = applications[at as number] ?? {};
        return { amount_set, discount_application: code ? { code } : title ? { title } : {} };
      },
    ),
  };
}

function headNode(order: Json): Json {
  const customer = order.customer as Json | null;
  const atTill = order.source_name === 'pos';
  return {
    id: gid('Order', order.id),
    name: order.name,
    test: order.test,
    financial_status: capitals(order.financial_status),
    source_name: order.source_name,
    taxes_included: order.taxes_included,
    location: atTill ? { id: gid('Location', order.location_id) } : null,
    customer: customer && { id: gid('Customer', customer.id) },
    total_price_set: order.total_price_set,
  };
}

/** The rows of a bulk operation for an order: itself, then what is in it. */
export function orderRows(order: Json, { edited = false }: { edited?: boolean } = {}): Json[] {
  const applications = list(order.discount_applications);
  const parent = gid('Order', order.id);
  const row = {
    ...headNode(order),
    created_at: order.created_at,
    processed_at: order.processed_at,
    updated_at: order.updated_at,
    edited,
    duties_included: order.duties_included,
    original_total_duties_set: order.original_total_duties_set,
    original_total_additional_fees_set: order.original_total_additional_fees_set,
    checkout_token: order.checkout_token ?? null,
    payment_gateway_names: order.payment_gateway_names,
    transactions: [
      ...list(order.payment_gateway_names).map((gateway) => ({ kind: 'SALE', gateway })),
      ...list(order.refunds).flatMap((refund) =>
        list(refund.transactions).map(({ gateway }) => ({ kind: 'REFUND', gateway })),
      ),
    ],
    total_discounts_set: order.total_discounts_set,
    total_tax_set: order.total_tax_set ?? null,
    tax_lines: list(order.tax_lines).map(({ rate }) => ({ rate })),
    total_tip_received_set: moneySet(String(order.total_tip_received)),
    total_cash_rounding_adjustment: { payment_set: order.total_cash_rounding_payment_adjustment_set },
    refunds: list(order.refunds).map(({ id }) => ({ id: gid('Refund', id) })),
  };
  return [
    row,
    ...list(order.line_items).map((line) => ({
      ...lineNode('LineItem', line, applications),
      __parentId: parent,
    })),
    ...list(order.shipping_lines).map((line) => ({
      ...lineNode('ShippingLine', line, applications),
      __parentId: parent,
    })),
  ];
}

/** A refund as `nodes(ids:)` answers it. */
export function refundNode(refund: Json, order: Json): Json {
  const applications = list(order.discount_applications);
  return {
    id: gid('Refund', refund.id),
    created_at: refund.created_at,
    return: refund.return,
    order: headNode(order),
    refund_line_item_connection: {
      pageInfo: { hasNextPage: false, endCursor: null },
      nodes: list(refund.refund_line_items).map((line) => ({
        id: gid('RefundLineItem', line.id),
        quantity: line.quantity,
        restock_type: capitals(line.restock_type),
        subtotal_set: line.subtotal_set,
        total_tax_set: line.total_tax_set,
        line_item: lineNode('LineItem', line.line_item as Json, applications),
      })),
    },
    refund_shipping_line_connection: { nodes: list(refund.refund_shipping_lines) },
    transaction_connection: {
      nodes: list(refund.transactions).map(({ kind, status, gateway, amount, currency }) => ({
        kind: capitals(kind),
        status: capitals(status),
        gateway,
        amount_set: moneySet(String(amount), String(currency)),
      })),
    },
  };
}

/** A customer's row, with what they said to marketing. */
export function customerRow(customer: Json, consent: { email?: Json; sms?: Json } = {}): Json {
  return {
    id: gid('Customer', customer.id),
    updated_at: customer.updated_at,
    first_name: customer.first_name,
    last_name: customer.last_name,
    state: capitals(customer.state),
    verified_email: customer.verified_email,
    default_email_address: customer.email && { email_address: customer.email, ...inCapitals(consent.email) },
    default_phone_number: customer.phone && { phone_number: customer.phone, ...inCapitals(consent.sms) },
    default_address: customer.default_address,
  };
}

const inCapitals = (consent: Json = { state: 'not_subscribed' }): Json => ({
  state: capitals(consent.state),
  opt_in_level: capitals(consent.opt_in_level),
  consent_updated_at: consent.consent_updated_at ?? null,
  ...(consent.consent_collected_from
    ? { consent_collected_from: capitals(consent.consent_collected_from) }
    : {}),
});
