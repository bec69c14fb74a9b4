import { problem, recordKind, Type } from '@chaland/core';
import type { ProductInput } from '../contract.ts';
import { isGtin } from '../moment-type/gtin.ts';
import { mergeProducts } from '../projection/products.ts';
import { judged } from './judged.ts';
import { timeTold } from './time-told.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }));

/** Articles, as a source knows them. */
export const productKind = recordKind<ProductInput>({
  id: 'products',
  title: { en: 'Products', fr: 'Produits' },
  order: 16,
  schema: Type.Object(
    {
      sku: Type.String({ minLength: 1, maxLength: 100 }),
      gtin: text(14),
      name: text(500),
      category: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 10 }),
      ),
      brand: text(200),
      price: Type.Optional(
        Type.Object(
          {
            amount: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
            currency: Type.String({ pattern: '^[A-Z]{3}$' }),
            taxIncluded: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: false },
        ),
      ),
      attributes: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { maxProperties: 200 })),
      time: Type.String({ maxLength: 60 }),
    },
    { additionalProperties: false },
  ),
  write: (items, _options, { db, clock, locale }) =>
    judged(
      items,
      ({ sku, gtin = null, name = null, category = null, brand = null, price, attributes, time }) => {
        if (gtin !== null && !isGtin(gtin)) {
          throw problem('CHL_INPUT_INVALID', {
            detail: 'is no GTIN: its check digit is wrong',
            pointer: '/gtin',
          });
        }
        return {
          at: timeTold(time, locale, clock.now()),
          sku,
          gtin,
          name,
          category,
          brand,
          price: price ? JSON.stringify(price) : null,
          attributes: attributes ? JSON.stringify(attributes) : null,
        };
      },
      async (told) => {
        const news = await mergeProducts(db, 'catalogue', told);
        await mergeProducts(db, 'product', told);
        return told.map(({ sku }) => news.has(sku));
      },
    ),
});
