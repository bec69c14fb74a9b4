import { type Static, type TSchema, Type } from '@chaland/core';
import { owedKinds, revenueKinds } from '../moment-type/schema.ts';

const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const amount = (description: string) => Type.Integer({ description: `${description}, in minor units` });
const day = Type.String({ format: 'date', description: 'Day in the store' });
const time = Type.String({ format: 'date-time' });

const facts = {
  currency: Type.String({ description: 'ISO 4217' }),
  firstSaleDay: nullable(day),
  firstSaleAt: nullable(time),
  lastSaleDay: nullable(day),
  lastSaleAt: nullable(time),
  saleCount: Type.Integer(),
  returnCount: Type.Integer(),
  gross: amount('Sales'),
  refunds: amount('What was paid back'),
  net: amount('Sales less refunds'),
};

export const CustomerFactsSchema = Type.Object({ customerId: Type.String({ format: 'uuid' }), ...facts });

export const CustomerSalesSchema = Type.Object({
  customerId: Type.String({ format: 'uuid' }),
  facts: Type.Array(Type.Object(facts), { description: 'One for each currency' }),
  stores: Type.Array(Type.Object({ store: Type.String({ description: 'Code of the store' }), ...facts })),
  categories: Type.Array(
    Type.Object({
      category: Type.Array(Type.String(), {
        description: 'A path or the beginning of one: what is in Women, Shoes counts for Women too',
      }),
      ...facts,
    }),
    { description: 'At most 500, those with the most sales first' },
  ),
});

export const ReceiptLineSchema = Type.Object({
  line: Type.Integer({ description: 'From 1' }),
  id: nullable(Type.String()),
  kind: Type.Enum([...revenueKinds, 'allowance', ...owedKinds], { description: 'What the line is for' }),
  sku: Type.Union([Type.String(), Type.Null()], { description: 'Null where the source had none' }),
  name: Type.Union([Type.String(), Type.Null()], { description: 'Of a line without a sku' }),
  category: nullable(Type.Array(Type.String())),
  quantity: Type.String({ description: 'Exact' }),
  unitPrice: Type.String({ description: 'Exact' }),
  value: amount('After discounts, tax included'),
  discount: Type.Union([amount('Taken off'), Type.Null()]),
  tax: Type.Union([amount('Contained'), Type.Null()]),
  reason: nullable(Type.String()),
  sold: Type.Union(
    [
      Type.Object({
        source: Type.String(),
        receipt: Type.String({ description: 'Number of the receipt' }),
        line: nullable(Type.String()),
        moment: Type.Union([Type.String({ format: 'uuid' }), Type.Null()], {
          description: 'The moment of that receipt; null where it is not known here',
        }),
      }),
      Type.Null(),
    ],
    { description: 'The line that a returned one was sold as' },
  ),
});

export const ReceiptSchema = Type.Object({
  moment: Type.String({ format: 'uuid' }),
  kind: Type.Union([Type.Literal('receipt'), Type.Literal('return')]),
  source: Type.String(),
  number: Type.String(),
  exchange: Type.Union([Type.String(), Type.Null()], {
    description: 'Number of the return or receipt that was settled together with it',
  }),
  time,
  day,
  store: Type.Union([Type.String(), Type.Null()], { description: 'Code of the store' }),
  channel: nullable(Type.String()),
  currency: Type.String(),
  gross: amount('Sales'),
  refunds: amount('Of sales, what was paid back'),
  total: amount(
    'What was to pay or to pay back, with gift cards, deposits, tips and donations, which are no sales',
  ),
  articles: Type.Integer(),
  lines: Type.Optional(Type.Array(ReceiptLineSchema)),
});

export type ReceiptLineView = Static<typeof ReceiptLineSchema>;

export const ProductSchema = Type.Object({
  sku: Type.String(),
  gtin: nullable(Type.String()),
  name: nullable(Type.String()),
  brand: nullable(Type.String()),
  category: nullable(Type.Array(Type.String())),
  price: Type.Union(
    [
      Type.Object({
        amount: amount('Of one'),
        currency: Type.String({ description: 'ISO 4217' }),
        taxIncluded: Type.Optional(Type.Boolean({ description: 'True where absent' })),
      }),
      Type.Null(),
    ],
    { description: 'As a source told it' },
  ),
  attributes: Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()], {
    description: 'What else a source told',
  }),
});

export const StoreDaySchema = Type.Object({
  day,
  currency: Type.String(),
  saleCount: Type.Integer(),
  returnCount: Type.Integer(),
  gross: amount('Sales'),
  refunds: amount('What was paid back'),
  net: amount('Sales less refunds'),
  articles: Type.Integer({ description: 'Sold less returned' }),
});
