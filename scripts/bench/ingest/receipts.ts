import type { MomentInput } from '@chaland/core';
import type { Receipt } from '@chaland/sales/contract';

/** A shop's articles, the same in every run. */
const articles = Array.from({ length: 500 }, (_, index) => ({
  sku: `SKU-${String(10_000 + index)}`,
  name: ['Chemise en lin', 'Jean droit', 'Bottines', 'Écharpe', 'Manteau'][index % 5]!,
  category: ['Femme', ['Hauts', 'Bas', 'Chaussures'][index % 3]!],
  cents: 990 + ((index * 377) % 9_000),
}));

/** The person of a number, as a till knows them: by e-mail and loyalty card. */
export const identifiersOf = (person: number) => [
  { kind: 'loyalty_card', value: `29${String(person).padStart(11, '0')}` },
  { kind: 'email', value: `customer.${person}@example.org` },
];

/** A receipt of about 900 bytes of data, for a person and under a number. */
export function receiptOf(person: number, number: number): MomentInput {
  const lines = Array.from({ length: 3 + (number % 3) }, (_, line) => {
    const { sku, name, category, cents } = articles[(number * 7 + line * 31) % articles.length]!;
    const quantity = 1 + ((number + line) % 2);
    const amount = cents * quantity;
    return {
      id: String(line + 1),
      sku,
      name,
      category,
      quantity,
      unitPrice: (cents / 100).toFixed(2),
      amount,
      tax: { rate: '20', amount: Math.round(amount / 6) },
    };
  });
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const data: Receipt = {
    number: `R${number}`,
    currency: 'EUR',
    channel: 'store',
    lines,
    tenders: [{ kind: 'card', amount: total }],
  };
  return {
    id: `r-${number}`,
    source: 'pos-paris',
    type: 'receipt',
    time: new Date(Date.UTC(2026, 0, 1) + (number % 5_000_000) * 1_000).toISOString(),
    customer: { identifiers: identifiersOf(person) },
    store: 'paris',
    data,
  };
}
