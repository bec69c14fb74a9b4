/** Names of Shopify's gateways, and of ways to pay that shops make up, by what they are or contain. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^cash$|cash on delivery|\bcod\b|contre[- ]remboursement/, 'cash'],
  [/gift[ _-]?card/, 'gift_card'],
  [/store[ _-]?credit|exchange-credit/, 'credit_note'],
  [/bank|transfer|virement|sepa/, 'transfer'],
  [/\bch[eè]ques?\b|\bchecks?\b/, 'cheque'],
  [/installment|klarna|affirm|afterpay|clearpay|alma|oney\b|scalapay/, 'credit'],
  [/paypal|amazon|apple|google|shop_cash|wallet|alipay|wechat|lydia/, 'wallet'],
  [
    /shopify_payments|card|visa|credit|debit|stripe|adyen|mollie|payplug|worldline|worldpay|braintree|authorize|cybersource|checkout|monetico|payzen|systempay|payflow|epay|moneris|razorpay|square|bogus/,
    'card',
  ],
];

/** What a gateway is as a tender; `other` for one that nobody knows, and for what the shop marked as paid. */
export const tenderKind = (gateway: string): string =>
  kinds.find(([pattern]) => pattern.test(gateway.toLowerCase()))?.[1] ?? 'other';
