import { momentType, Type } from '@chaland/core';
import type { Pickup } from '../contract.ts';
import { attributes, closed, countedArticles, minutes, word } from './schema.ts';
import { enumeration, lasting, nameOf } from './wording.ts';

export const pickupSchema = Type.Object(
  {
    order: Type.Optional(word("The source's own number of the order")),
    articles: countedArticles,
    minutes,
    place: Type.Optional(word('`counter`, `locker`, `drive`, …')),
    attributes,
  },
  closed,
);

const sample: Pickup = {
  order: 'W-1001',
  articles: [{ sku: 'SC-01', name: 'Écharpe', quantity: 1 }],
  minutes: 4,
  place: 'counter',
  attributes: { bag: '12' },
};

/** What was ordered was collected. */
export const pickup = momentType({
  type: 'pickup',
  version: 1,
  stage: 'after',
  title: { en: 'Pickup', fr: 'Retrait de commande' },
  schema: pickupSchema,
  sample,
  summary({ order, articles = [], minutes }: Pickup, language) {
    const what = order ?? enumeration(articles.map(nameOf), language);
    if (language === 'fr') return `Retrait${what && `\u00a0: ${what}`}${lasting(minutes)}`;
    return `Pickup${what && ` of ${what}`}${lasting(minutes)}`;
  },
});
