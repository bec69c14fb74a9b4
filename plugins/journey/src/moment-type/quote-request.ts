import { type Fault, formatMoney, isCurrency, momentType, Type } from '@chaland/core';
import type { QuoteRequest } from '../contract.ts';
import { attributes, closed, countedArticles, topics, word } from './schema.ts';
import { enumeration, nameOf } from './wording.ts';

export const quoteRequestSchema = Type.Object(
  {
    quote: Type.Optional(word("The source's own number of the quote")),
    topics,
    articles: countedArticles,
    value: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000_000_000,
        description: 'What it would come to, minor units',
      }),
    ),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })),
    attributes,
  },
  closed,
);

const sample: QuoteRequest = {
  quote: 'D-2026-18',
  topics: ['Cuisine'],
  articles: [{ sku: 'PLAN-240', name: 'Plan de travail', quantity: 2 }],
  value: 125_000,
  currency: 'EUR',
  attributes: { origin: 'web' },
};

/** Somebody asked what it would cost. */
export const quoteRequest = momentType({
  type: 'quote.request',
  version: 1,
  stage: 'intent',
  title: { en: 'Quote request', fr: 'Demande de devis' },
  schema: quoteRequestSchema,
  sample,
  check: ({ value, currency }: QuoteRequest) => checkMoney(value, currency),
  summary({ topics, articles = [], value, currency }: QuoteRequest, language) {
    const about = enumeration(topics ?? articles.map(nameOf), language);
    const what = about && (language === 'fr' ? `\u00a0: ${about}` : ` for ${about}`);
    const money =
      value === undefined || currency === undefined ? '' : `, ${formatMoney(value, currency, language)}`;
    return `${language === 'fr' ? 'Demande de devis' : 'Quote request'}${what}${money}`;
  },
});

function checkMoney(value: number | undefined, currency: string | undefined): Fault[] {
  if (value !== undefined && currency === undefined) {
    return [{ pointer: '/currency', message: 'A value is in a currency' }];
  }
  if (currency !== undefined && !isCurrency(currency)) {
    return [{ pointer: '/currency', message: `"${currency}" is not an ISO 4217 currency` }];
  }
  return [];
}
