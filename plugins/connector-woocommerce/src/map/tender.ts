import type { Payload } from '@chaland/core';
import type { SoldLine, Tender } from '@chaland/sales/contract';
import { plainText } from './plain-text.ts';
import type { Reading } from './sale.ts';

/** Ids of payment gateways, by what they begin with or contain. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^bacs$|sepa|transfer|virement|ideal|sofort/, 'transfer'],
  [/^cheque$/, 'cheque'],
  [/^cod$|cash/, 'cash'],
  [/paypal|ppcp|apple_?pay|google_?pay|amazon|lydia|wallet/, 'wallet'],
  [/klarna|alma|oney|afterpay|affirm/, 'credit'],
  [
    /stripe|woocommerce_payments|payplug|mollie|square|adyen|payzen|monetico|card|cb|worldline|braintree/,
    'card',
  ],
];

export const tenderKind = (gateway: string): string =>
  kinds.find(([pattern]) => pattern.test(gateway.toLowerCase()))?.[1] ?? 'other';

/**
 * How an order was paid. What gift cards and store credit of plugins paid is taken off its total, and only WooCommerce's
 * own Gift Cards say so: of the others, what is missing is a tender of kind `other`.
 */
export function tendersOf(order: Payload, { currency, taxIncluded }: Reading, lines: readonly SoldLine[]) {
  const total = order.money('total', currency);
  const gateway = order.maybeText('payment_method') ?? '';
  const cards = order.list('gift_cards').flatMap((card): Tender[] => {
    const amount = card.maybeMoney('amount', currency) ?? 0;
    const last = card
      .maybeText('code')
      ?.replace(/[^A-Za-z0-9]/g, '')
      .slice(-4);
    return amount > 0 ? [{ kind: 'gift_card', amount, ...(last ? { reference: `****${last}` } : {}) }] : [];
  });
  const told = total + cards.reduce((sum, { amount }) => sum + amount, 0);
  const due = lines.reduce(
    (sum, { amount, tax }) => sum + amount + (taxIncluded ? 0 : (tax?.amount ?? 0)),
    0,
  );
  const missing = due - told > lines.length ? due - told : 0;
  const title = plainText(order.maybeText('payment_method_title') ?? '', 200);
  const tenders: Tender[] = [
    ...(total > 0 ? [{ kind: tenderKind(gateway), amount: total, ...(title ? { label: title } : {}) }] : []),
    ...cards,
    ...(missing > 0 ? [{ kind: 'other', amount: missing }] : []),
  ];
  return { tenders, total: told + missing };
}
