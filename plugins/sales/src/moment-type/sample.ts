import type { Receipt, Return, SaleLine } from '../contract.ts';

const line: SaleLine = {
  id: '1',
  sku: 'ROBE-PORTEFEUILLE-38',
  gtin: '3760012345670',
  name: 'Robe portefeuille',
  category: ['Femme', 'Robes'],
  brand: 'Maison Aubrac',
  quantity: 1,
  unitPrice: '89.00',
  amount: 7900,
  discounts: [{ amount: 1000, code: 'ANNIVERSAIRE', label: 'Votre anniversaire' }],
  tax: { rate: '20', amount: 1317 },
  attributes: { size: '38' },
};

const head = {
  currency: 'EUR',
  channel: 'store',
  taxIncluded: true,
  tenders: [{ kind: 'card', amount: 7900, label: 'CB' }],
  seller: '12',
  attributes: { register: '2' },
};

/** A receipt with every field that one can have. */
export const receiptSample: Receipt = {
  ...head,
  number: '2026-000123',
  totals: { gross: 8900, discount: 1000, tax: 1317, total: 7900, rounding: 0 },
  lines: [line],
  exchange: { return: '2026-000122' },
};

/** The same goods, brought back. */
export const returnSample: Return = {
  ...head,
  number: '2026-000124',
  totals: { total: 7900 },
  lines: [
    { ...line, sold: { source: 'pos-paris', receipt: '2026-000123', line: '1' }, reason: 'Trop petite' },
  ],
  exchange: { receipt: '2026-000125' },
};
