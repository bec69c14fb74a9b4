import { momentType, Type } from '@chaland/core';
import type { Scan } from '../contract.ts';
import { articleFields, attributes, closed, word } from './schema.ts';
import { nameOf } from './wording.ts';

export const scanSchema = Type.Object(
  {
    code: Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'What was read: a GTIN, the address in a QR code',
    }),
    article: Type.Optional(Type.Object(articleFields, closed)),
    device: Type.Optional(word('`kiosk`, `shelf`, `app`, `mirror`, `seller`, …')),
    attributes,
  },
  closed,
);

const sample: Scan = {
  code: '3760012345670',
  article: { sku: 'SC-01', name: 'Crème de jour' },
  device: 'kiosk',
  attributes: { screen: '2' },
};

/** Something was scanned. */
export const scan = momentType({
  type: 'scan',
  version: 1,
  stage: 'browse',
  title: { en: 'Scan', fr: 'Scan' },
  schema: scanSchema,
  sample,
  summary({ code, article }: Scan, language) {
    const what = article ? nameOf(article) : code;
    return language === 'fr' ? `Scan\u00a0: ${what}` : `Scanned ${what}`;
  },
});
