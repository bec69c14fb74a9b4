import { momentType, Type } from '@chaland/core';
import type { ReceiptClaimed } from '../contract.ts';
import { reference, strict } from './schema.ts';

export const receiptClaimedSchema = Type.Object(
  {
    source: reference('Of the receipt'),
    number: reference('As printed'),
    moment: Type.String({ format: 'uuid', description: 'Of the receipt' }),
    profile: Type.String({ format: 'uuid', description: "The receipt's, which named nobody" }),
  },
  strict,
);

const sample: ReceiptClaimed = {
  source: 'pos-paris',
  number: '2026-000123',
  moment: '0190a1b2-0000-7000-8000-000000000001',
  profile: '0190a1b2-0000-7000-8000-000000000002',
};

/** Somebody said that a receipt which named nobody is theirs. */
export const receiptClaimed = momentType({
  type: 'receipt.claimed',
  version: 1,
  stage: 'after',
  title: { en: 'Receipt put in their name', fr: 'Ticket rattaché' },
  schema: receiptClaimedSchema,
  sample,
  summary: ({ number }: ReceiptClaimed, language) =>
    language === 'fr' ? `Ticket ${number} rattaché à son nom` : `Receipt ${number} put in their name`,
});
