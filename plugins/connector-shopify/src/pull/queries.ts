// Fields are named as webhooks name them, so that both ways lead through one mapping.

const money =
  '{ shop_money: shopMoney { amount currency_code: currencyCode } presentment_money: presentmentMoney { amount currency_code: currencyCode } }';

const taxes = `tax_lines: taxLines { rate price_set: priceSet ${money} }`;

const discounts = `discount_allocations: discountAllocations {
  amount_set: allocatedAmountSet ${money}
  discount_application: discountApplication {
    ... on DiscountCodeApplication { code }
    ... on ManualDiscountApplication { title }
    ... on AutomaticDiscountApplication { title }
    ... on ScriptDiscountApplication { title }
  }
}`;

const line = `id name sku vendor quantity gift_card: isGiftCard price_set: originalUnitPriceSet ${money} ${taxes} ${discounts}`;

const shippingLine = `id title price_set: originalPriceSet ${money} ${taxes} ${discounts}`;

/** What not every app and version may ask for. */
export interface Asked {
  /** Who sold. */
  sellers: boolean;
  /** Which checkout an order was. */
  checkouts: boolean;
}

/** What refunds need of their order too. */
const head = `id name test financial_status: displayFinancialStatus source_name: sourceName taxes_included: taxesIncluded
  location: retailLocation { id } customer { id } total_price_set: totalPriceSet ${money}`;

const order = ({ sellers, checkouts }: Asked) => `${head}
  created_at: createdAt processed_at: processedAt updated_at: updatedAt edited
  ${sellers ? 'user: staffMember { id }' : ''}
  ${checkouts ? 'checkout_token: checkoutToken' : ''}
  payment_gateway_names: paymentGatewayNames
  transactions { kind gateway }
  duties_included: dutiesIncluded
  original_total_duties_set: originalTotalDutiesSet ${money}
  original_total_additional_fees_set: originalTotalAdditionalFeesSet ${money}
  total_discounts_set: totalDiscountsSet ${money}
  total_tax_set: totalTaxSet ${money}
  tax_lines: taxLines { rate }
  total_tip_received_set: totalTipReceivedSet ${money}
  total_cash_rounding_adjustment: totalCashRoundingAdjustment { payment_set: paymentSet ${money} }
  refunds { id }
  line_items: lineItems { edges { node { __typename ${line} } } }
  shipping_lines: shippingLines { edges { node { __typename ${shippingLine} } } }`;

const customer = `id updated_at: updatedAt first_name: firstName last_name: lastName state verified_email: verifiedEmail
  default_email_address: defaultEmailAddress {
    email_address: emailAddress state: marketingState opt_in_level: marketingOptInLevel consent_updated_at: marketingUpdatedAt
  }
  default_phone_number: defaultPhoneNumber {
    phone_number: phoneNumber state: marketingState opt_in_level: marketingOptInLevel
    consent_updated_at: marketingUpdatedAt consent_collected_from: marketingCollectedFrom
  }
  default_address: defaultAddress {
    address1 address2 city zip province company country_code: countryCodeV2
  }`;

const checkout = `id url: abandonedCheckoutUrl completed_at: completedAt updated_at: updatedAt customer { id }
  total_price_set: totalPriceSet ${money}
  line_items: lineItems { edges { node { __typename sku title quantity
    discounted_total_price_set: discountedTotalPriceSet ${money} } } }`;

/** What is fetched by bulk operations, in this order. */
export const resources = ['customers', 'orders', 'checkouts'] as const;
export type Resource = (typeof resources)[number];

const roots: Record<Resource, string> = {
  customers: 'customers',
  orders: 'orders',
  checkouts: 'abandonedCheckouts',
};

/**
 * The query of a bulk operation.
 * @param span RFC 3339; all there is, up to `until`, where `since` is absent
 */
export function bulkQuery(
  resource: Resource,
  span: { since: string | undefined; until: string },
  asked: Asked,
): string {
  const fields = { customers: customer, orders: order(asked), checkouts: checkout }[resource];
  const filter = [
    ...(span.since ? [`updated_at:>='${span.since}'`] : []),
    `updated_at:<='${span.until}'`,
  ].join(' AND ');
  return `{ ${roots[resource]}(query: ${JSON.stringify(filter)}) { edges { node { ${fields} } } } }`;
}

/** Children of bulk rows, by their type: the list of the parent that they belong to. */
export const listOf: Readonly<Record<string, string>> = {
  LineItem: 'line_items',
  ShippingLine: 'shipping_lines',
  AbandonedCheckoutLineItem: 'line_items',
};

/** A bulk operation can't hold the lines of refunds: they are a connection in a list. */
export const refundsQuery = `query ($ids: [ID!]!, $after: String) { nodes(ids: $ids) { ... on Refund {
  id created_at: createdAt return { id } order { ${head} }
  refund_line_item_connection: refundLineItems(first: 40, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id quantity restock_type: restockType subtotal_set: subtotalSet ${money} total_tax_set: totalTaxSet ${money}
      line_item: lineItem { ${line} } }
  }
  refund_shipping_line_connection: refundShippingLines(first: 5) {
    nodes { id subtotal_amount_set: subtotalAmountSet ${money} tax_amount_set: taxAmountSet ${money}
      shipping_line: shippingLine { ${shippingLine} } }
  }
  transaction_connection: transactions(first: 10) { nodes { kind status gateway amount_set: amountSet ${money} } }
} } }`;
