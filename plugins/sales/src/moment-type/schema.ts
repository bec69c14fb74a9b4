import { type TSchema, Type } from '@chaland/core';

const closed = { additionalProperties: false };

/** Minor units. The bound keeps the sum of a whole receipt within what a number counts exactly. */
const amount = (description: string) => Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description });

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
    amount: amount('Minor units'),
  },
  closed,
);

const tender = Type.Object(
  {
    kind: Type.String({
      pattern: '^[a-z][a-z0-9_-]{0,49}$',
      description: '`cash`, `card`, `cheque`, `transfer`, `wallet`, `account`, …',
    }),
    amount: amount('Minor units that were kept or paid back, change taken off'),
    label: Type.Optional(word('As printed')),
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

/** What the lines of receipts and returns have in common. */
export const lineFields = {
  id: Type.Optional(word('Of the line within its receipt')),
  sku: word("The retailer's own number of the article"),
  gtin: Type.Optional(
    Type.String({ pattern: '^(\\d{8}|\\d{12,14})$', description: 'GTIN with its check digit' }),
  ),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  category: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      maxItems: 8,
      description: 'From the widest to the narrowest',
    }),
  ),
  brand: Type.Optional(word('Of the product')),
  quantity: Type.Union([Type.Number(), Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$' })], {
    description: 'More than zero, exact: 2, "0.350"',
  }),
  unitPrice: Type.String({
    pattern: '^\\d{1,12}(\\.\\d{1,10})?$',
    description: 'For a quantity of 1, before discounts; it may have more places than the currency',
  }),
  amount: amount('Minor units after discounts: quantity × unitPrice − discounts, rounded half-even'),
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
export const strict = closed;
