import type { AbandonedCart, Receipt, Return, SaleLine } from '../contract.ts';

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
  seller: '12',
  attributes: { register: '2' },
};

/** A receipt with every field that one can have. */
export const receiptSample: Receipt = {
  ...head,
  number: '2026-000123',
  totals: { gross: 13900, discount: 1000, total: 12900, rounding: 0 },
  lines: [
    line,
    { kind: 'service', name: 'Ourlet', quantity: 1, unitPrice: '0', amount: 0 },
    {
      kind: 'gift_card',
      sku: 'CARTE-CADEAU',
      quantity: 1,
      unitPrice: '50',
      amount: 5000,
      reference: '****7654',
    },
  ],
  tenders: [
    { kind: 'credit_note', amount: 2900, label: 'Avoir', reference: '****0042' },
    { kind: 'card', amount: 10000, label: 'CB' },
  ],
  exchange: { return: '2026-000122' },
  cart: 'cart-77',
};

/** The same goods, brought back. */
export const returnSample: Return = {
  ...head,
  number: '2026-000124',
  totals: { total: 8900 },
  tenders: [{ kind: 'card', amount: 8900, label: 'CB' }],
  lines: [
    { ...line, sold: { source: 'pos-paris', receipt: '2026-000123', line: '1' }, reason: 'Trop petite' },
    { kind: 'allowance', name: 'Geste commercial', quantity: 1, unitPrice: '10', amount: 1000 },
  ],
  exchange: { receipt: '2026-000125' },
};

/** A cart that was left. */
export const cartSample: AbandonedCart = {
  cart: 'cart-78',
  currency: 'EUR',
  channel: 'web',
  value: 8900,
  url: 'https://shop.example.com/cart',
  lines: [
    {
      sku: 'ROBE-PORTEFEUILLE-38',
      name: 'Robe portefeuille',
      category: ['Femme', 'Robes'],
      quantity: 1,
      amount: 8900,
    },
  ],
  attributes: { basket: 'B-1' },
};
