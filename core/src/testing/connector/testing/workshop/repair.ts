import { formatMoney, momentType, Type } from '@chaland/core';

export const repair = momentType({
  type: 'workshop.repair',
  version: 1,
  title: { en: 'Repair', fr: 'Retouche' },
  stage: 'after',
  schema: Type.Object({
    number: Type.String(),
    currency: Type.String(),
    total: Type.Integer({ description: 'Minor units, taxes included.' }),
    works: Type.Array(Type.Object({ what: Type.String(), price: Type.Integer() })),
  }),
  summary: ({ number, total, currency }, language) =>
    language === 'fr'
      ? `Retouche ${number} : ${formatMoney(total, currency, 'fr')}`
      : `Repair ${number}: ${formatMoney(total, currency, 'en')}`,
  sample: { number: 'W-1', currency: 'EUR', total: 1500, works: [{ what: 'hem', price: 1500 }] },
});
