import { momentType, Type } from '@chaland/core';
import type { Fitting } from '../contract.ts';
import { articleFields, attributes, closed, kept, minutes, most, word } from './schema.ts';
import { enumeration, lasting, nameOf } from './wording.ts';

const fittedArticle = Type.Object(
  {
    ...articleFields,
    size: Type.Optional(word('As on the label')),
    kept,
  },
  closed,
);

export const fittingSchema = Type.Object(
  { articles: Type.Array(fittedArticle, { minItems: 1, maxItems: most }), minutes, attributes },
  closed,
);

/** Something was tried on. */
export const fitting = momentType({
  type: 'fitting',
  version: 1,
  stage: 'browse',
  title: { en: 'Fitting', fr: 'Essayage' },
  schema: fittingSchema,
  summary({ articles, minutes }: Fitting, language) {
    const what = enumeration(articles.map(nameOf), language);
    return `${language === 'fr' ? 'Essayage\u00a0:' : 'Tried on'} ${what}${lasting(minutes)}`;
  },
});
