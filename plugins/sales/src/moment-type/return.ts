import { formatMoney, momentType, Type } from '@chaland/core';
import type { Return } from '../contract.ts';
import { articlesOf } from './articles.ts';
import { checkSale } from './check.ts';
import { eraseReturn } from './erase.ts';
import { returnSample } from './sample.ts';
import { headFields, lineFields, linesOf, reference, strict } from './schema.ts';
import { saleValue } from './value.ts';

const returnedLine = Type.Object(
  {
    ...lineFields,
    sold: Type.Optional(
      Type.Object(
        {
          source: Type.Optional(reference("Of the receipt; the return's own where absent")),
          receipt: reference('Number of the receipt'),
          line: Type.Optional(reference('Id of the line in it')),
        },
        { ...strict, description: 'The line that was sold, where the source says which' },
      ),
    ),
    reason: Type.Optional(reference('Why it came back')),
  },
  strict,
);

export const returnSchema = Type.Object(
  {
    ...headFields,
    lines: linesOf(returnedLine),
    exchange: Type.Optional(
      Type.Object({ receipt: reference('Number of the receipt settled with this return') }, strict),
    ),
  },
  strict,
);

/** Goods that come back, for money or in exchange. */
export const returned = momentType({
  type: 'return',
  version: 1,
  stage: 'after',
  title: { en: 'Return', fr: 'Retour' },
  schema: returnSchema,
  check: (data: Return) => checkSale(data),
  erase: (data: Return) => eraseReturn(data),
  sample: returnSample,
  summary(data: Return, language) {
    const count = articlesOf(data.lines);
    const articles = count.toLocaleString(language);
    const money = formatMoney(saleValue(data), data.currency, language);
    return language === 'fr'
      ? `Retour de ${articles} article${count > 1 ? 's' : ''}, ${money}`
      : `Return of ${articles} item${count === 1 ? '' : 's'}, ${money}`;
  },
});
