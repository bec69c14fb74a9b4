import { momentType, Type } from '@chaland/core';
import type { Advice } from '../contract.ts';
import { articleFields, attributes, closed, minutes, most, topics, word } from './schema.ts';
import { enumeration, lasting, nameOf } from './wording.ts';

export const adviceSchema = Type.Object(
  {
    topics,
    articles: Type.Optional(
      Type.Array(Type.Object(articleFields, closed), {
        minItems: 1,
        maxItems: most,
        description: 'What was shown',
      }),
    ),
    outcome: Type.Optional(word('How it ended: `bought`, `reserved`, `thinking`, `nothing`, …')),
    minutes,
    attributes,
  },
  closed,
);

/** A seller helped. */
export const advice = momentType({
  type: 'advice',
  version: 1,
  stage: 'advice',
  title: { en: 'Advice', fr: 'Conseil' },
  schema: adviceSchema,
  summary({ topics, articles = [], minutes }: Advice, language) {
    const about = enumeration(topics ?? articles.map(nameOf), language);
    const what = about && (language === 'fr' ? `\u00a0: ${about}` : ` on ${about}`);
    return `${language === 'fr' ? 'Conseil' : 'Advice'}${what}${lasting(minutes)}`;
  },
});
