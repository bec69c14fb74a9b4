import { type TSchema, Type } from '@chaland/core';

const closed = { additionalProperties: false };

/** Minor units. The bound keeps the sum of a whole receipt within what a number counts exactly. */
const amount = (description: string) => Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description });

/** The same, below zero too: a line may take something off. */
const signedAmount = (description: string) =>
  Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000, description });

const word = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

const attributes = Type.Optional(
  Type.Record(Type.String(), Type.Unknown(), { description: 'What else the source tells' }),
);

const discount = Type.Object(
  {
    amount: amount('Minor units taken off the line'),
    code: Type.Optional(word('Of a coupon or an offer')),
    label: Type.Optional(word('As printed')),
  },
  closed,
);

const tax = Type.Object(
  {
    rate: Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,6})?$', description: 'Per cent: "20", "5.5"' }),
    amount: signedAmount('Minor units'),
  },
  { ...closed, description: 'Where a line bears several taxes, their rates and amounts are added up' },
);

/** Never more of a number than its last four: who has the whole one of a gift card can spend it. */
const maskedReference = (description: string) =>
  Type.Optional(Type.String({ pattern: '^[*•.xX -]{0,30}[A-Za-z0-9]{1,4}$', description }));

const tender = Type.Object(
  {
    kind: Type.String({
      pattern: '^[a-z][a-z0-9_-]{0,49}$',
      description:
        '`cash`, `card`, `cheque`, `transfer`, `wallet`, `account`, `gift_card`, `credit_note`, `voucher`, `deposit`, …',
    }),
    amount: amount('Minor units that were kept or paid back, change taken off'),
    label: Type.Optional(word('As printed')),
    reference: maskedReference('Of a card or credit note: at most the last four of its number, "****1234"'),
  },
  closed,
);

const totals = Type.Object(
  {
    gross: Type.Optional(amount('Before discounts')),
    discount: Type.Optional(amount('All discounts')),
    tax: Type.Optional(amount('All taxes')),
    total: Type.Optional(amount('To pay, or paid back: tax included, discounts and rounding done')),
    rounding: Type.Optional(Type.Integer({ description: 'Cash rounding, contained in the total' })),
  },
  closed,
);

/** Money that is the retailer's when the receipt is printed. */
export const revenueKinds = ['goods', 'service', 'shipping', 'fee'] as const;
/** Money that is still owed to somebody. */
export const owedKinds = ['gift_card', 'credit_note', 'deposit', 'tip', 'donation'] as const;

/** What names an article. */
export const articleFields = {
  sku: Type.Optional(word("The retailer's own number of the article; absent where the source has none")),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  category: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      maxItems: 8,
      description: 'From the widest to the narrowest',
    }),
  ),
  quantity: Type.Union([Type.Number(), Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$' })], {
    description: 'More than zero, exact: 2, "0.350"',
  }),
};

/** What the lines of receipts and returns have in common. */
export const lineFields = {
  id: Type.Optional(word('Of the line within its receipt')),
  ...articleFields,
  gtin: Type.Optional(
    Type.String({ pattern: '^(\\d{8}|\\d{12,14})$', description: 'GTIN with its check digit' }),
  ),
  brand: Type.Optional(word('Of the product')),
  unitPrice: Type.String({
    pattern: '^-?\\d{1,12}(\\.\\d{1,10})?$',
    description:
      'For a quantity of 1, before discounts; it may have more places than the currency, and be below zero',
  }),
  amount: signedAmount('Minor units after discounts: quantity × unitPrice − discounts, rounded half-even'),
  reference: maskedReference(
    'Of a gift card or credit note: at most the last four of its number, "****1234"',
  ),
  discounts: Type.Optional(Type.Array(discount, { maxItems: 50 })),
  tax: Type.Optional(tax),
  attributes,
};

/** What receipts and returns have in common. */
export const headFields = {
  number: word('As printed'),
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  channel: Type.Optional(word('How it was bought: `store`, `web`, `phone`, …')),
  taxIncluded: Type.Optional(
    Type.Boolean({ description: 'Whether prices and amounts of lines contain their tax; true where absent' }),
  ),
  tenders: Type.Optional(Type.Array(tender, { maxItems: 50 })),
  totals: Type.Optional(totals),
  seller: Type.Optional(word("The source's own code of the seller")),
  attributes,
};

export const linesOf = <Line extends TSchema>(line: Line) =>
  Type.Array(line, { minItems: 1, maxItems: 5000 });

export const reference = word;
export const money = amount;
export const anythingElse = attributes;
export const strict = closed;
