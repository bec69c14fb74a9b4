import { Type } from '@chaland/core';

export const closed = { additionalProperties: false };

export const word = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

export const minutes = Type.Optional(
  Type.Integer({ minimum: 0, maximum: 24 * 60, description: 'How long it took' }),
);

export const attributes = Type.Optional(
  Type.Record(Type.String(), Type.Unknown(), { description: 'What else the source tells' }),
);

/** What names an article. */
export const articleFields = {
  sku: word("The retailer's own number of the article"),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
};

/** Articles at most that one moment names. */
export const most = 200;
