import { formatMoney, momentType, Type } from '@chaland/core';
import type { Receipt } from '../contract.ts';
import { articlesOf } from './articles.ts';
import { checkSale } from './check.ts';
import { eraseReceipt } from './erase.ts';
import { receiptSample } from './sample.ts';
import { headFields, lineFields, linesOf, reference, strict } from './schema.ts';
import { saleValue } from './value.ts';

export const receiptSchema = Type.Object(
  {
    ...headFields,
    lines: linesOf(Type.Object(lineFields, strict)),
    exchange: Type.Optional(
      Type.Object({ return: reference('Number of the return settled with this receipt') }, strict),
    ),
  },
  strict,
);

/** A sale at the till or on the web. */
export const receipt = momentType({
  type: 'receipt',
  version: 1,
  stage: 'checkout',
  sale: true,
  title: { en: 'Receipt', fr: 'Ticket de caisse' },
  schema: receiptSchema,
  check: (data: Receipt) => checkSale(data),
  erase: (data: Receipt) => eraseReceipt(data),
  sample: receiptSample,
  summary(data: Receipt, language) {
    const count = articlesOf(data.lines);
    const articles = count.toLocaleString(language);
    const money = formatMoney(saleValue(data), data.currency, language);
    return language === 'fr'
      ? `Ticket de ${articles} article${count > 1 ? 's' : ''}, ${money}`
      : `Receipt of ${articles} item${count === 1 ? '' : 's'}, ${money}`;
  },
});
