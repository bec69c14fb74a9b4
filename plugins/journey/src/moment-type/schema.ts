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

export const kept = Type.Optional(
  Type.Boolean({ description: 'Whether the customer wants it; absent where nobody tells' }),
);

export const topics = Type.Optional(Type.Array(word('What about'), { minItems: 1, maxItems: 20 }));

/** Articles, and how many of each. */
export const countedArticles = Type.Optional(
  Type.Array(
    Type.Object(
      {
        ...articleFields,
        quantity: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 })),
      },
      closed,
    ),
    { minItems: 1, maxItems: most },
  ),
);
