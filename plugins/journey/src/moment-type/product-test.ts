import { momentType, Type } from '@chaland/core';
import type { ProductTest } from '../contract.ts';
import { articleFields, attributes, closed, kept, minutes, most } from './schema.ts';
import { enumeration, lasting, nameOf } from './wording.ts';

export const productTestSchema = Type.Object(
  {
    articles: Type.Array(Type.Object({ ...articleFields, kept }, closed), { minItems: 1, maxItems: most }),
    minutes,
    attributes,
  },
  closed,
);

const sample: ProductTest = {
  articles: [{ sku: 'EDP-50', name: 'Eau de parfum', kept: true }],
  minutes: 5,
  attributes: { counter: 'perfume' },
};

/** Products were tried. */
export const productTest = momentType({
  type: 'product.test',
  version: 1,
  stage: 'browse',
  title: { en: 'Product test', fr: 'Essai de produit' },
  schema: productTestSchema,
  sample,
  summary({ articles, minutes }: ProductTest, language) {
    const what = enumeration(articles.map(nameOf), language);
    return `${language === 'fr' ? 'Essai\u00a0:' : 'Tested'} ${what}${lasting(minutes)}`;
  },
});
