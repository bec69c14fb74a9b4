import { momentType, Type } from '@chaland/core';
import type { Receipt } from '../contract.ts';
import { checkSale } from './check.ts';
import { eraseReceipt } from './erase.ts';
import { receiptSample } from './sample.ts';
import { headFields, lineFields, linesOf, owedKinds, reference, revenueKinds, strict } from './schema.ts';
import { saleSummary } from './summary.ts';

const soldLine = Type.Object(
  {
    ...lineFields,
    kind: Type.Optional(
      Type.Enum([...revenueKinds, ...owedKinds], {
        description:
          '`goods` where absent. Gift cards, credit notes, deposits, tips and donations are no revenue',
      }),
    ),
  },
  strict,
);

export const receiptSchema = Type.Object(
  {
    ...headFields,
    lines: linesOf(soldLine),
    exchange: Type.Optional(
      Type.Object({ return: reference('Number of the return settled with this receipt') }, strict),
    ),
    cart: Type.Optional(reference("The source's own id of the cart that it was")),
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
  summary: (data: Receipt, language) => saleSummary(data, 'receipt', language),
});
