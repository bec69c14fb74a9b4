import { momentType, Type } from '@chaland/core';
import type { Return } from '../contract.ts';
import { checkSale } from './check.ts';
import { eraseReturn } from './erase.ts';
import { returnSample } from './sample.ts';
import { headFields, lineFields, linesOf, owedKinds, reference, revenueKinds, strict } from './schema.ts';
import { saleSummary } from './summary.ts';

const returnedLine = Type.Object(
  {
    ...lineFields,
    kind: Type.Optional(
      Type.Enum([...revenueKinds, 'allowance', ...owedKinds], {
        description: '`goods` where absent; `allowance` is money back without goods',
      }),
    ),
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

/** Goods that come back, for money or in exchange; or money alone. */
export const returned = momentType({
  type: 'return',
  version: 1,
  stage: 'after',
  title: { en: 'Return', fr: 'Retour' },
  schema: returnSchema,
  check: (data: Return) => checkSale(data),
  erase: (data: Return) => eraseReturn(data),
  sample: returnSample,
  summary: (data: Return, language) => saleSummary(data, 'return', language),
});
