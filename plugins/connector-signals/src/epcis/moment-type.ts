import { momentType, Type } from '@chaland/core';

declare module '@chaland/core' {
  interface MomentTypes {
    epcis: EpcisEvent;
  }
}

/** Something happened to things in a store. It is nobody's: EPCIS tells of things, not of people. */
export interface EpcisEvent {
  /** `sold`, `moved`, or `seen` for all else. */
  what: 'seen' | 'moved' | 'sold';
  /** `ObjectEvent`, `AggregationEvent`, `TransactionEvent`, `TransformationEvent`, `AssociationEvent`. */
  event: string;
  /** `ADD`, `OBSERVE`, `DELETE`. */
  action?: string;
  /** Of the Core Business Vocabulary: `receiving`, `retail_selling`. */
  step?: string;
  /** `in_progress`, `retail_sold`. */
  disposition?: string;
  items: EpcisItem[];
  /** What they are in or on. */
  parent?: string;
  /** `{ type: 'po', id: 'http://…' }` */
  transactions?: { type?: string; id: string }[];
}

export interface EpcisItem {
  /** GTIN-14, where it is a trade item. */
  gtin?: string;
  /** EPC, or class of EPCs. */
  epc: string;
  /** Of a class; exact. */
  quantity?: string;
  /** UN/ECE Recommendation 20: `KGM`; pieces where absent. */
  unit?: string;
}

const word = Type.String({ minLength: 1, maxLength: 200 });
const closed = { additionalProperties: false };

const item = Type.Object(
  {
    gtin: Type.Optional(Type.String({ pattern: '^\\d{14}$' })),
    epc: Type.String({ minLength: 1, maxLength: 500, description: 'EPC, or class of EPCs' }),
    quantity: Type.Optional(Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$' })),
    unit: Type.Optional(word),
  },
  closed,
);

const sample: EpcisEvent = {
  what: 'sold',
  event: 'ObjectEvent',
  action: 'OBSERVE',
  step: 'retail_selling',
  disposition: 'retail_sold',
  items: [{ gtin: '09521321107344', epc: 'urn:epc:id:sgtin:9521321.010734.7' }],
  transactions: [{ type: 'po', id: 'urn:epcglobal:cbv:bt:9521321000000:1' }],
};

export const epcisEvent = momentType({
  type: 'epcis',
  version: 1,
  stage: 'browse',
  contact: false,
  title: { en: 'Things in the store', fr: 'Objets en magasin' },
  schema: Type.Object(
    {
      what: Type.Enum(['seen', 'moved', 'sold']),
      event: word,
      action: Type.Optional(word),
      step: Type.Optional(word),
      disposition: Type.Optional(word),
      items: Type.Array(item, { maxItems: 1_000 }),
      parent: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      transactions: Type.Optional(
        Type.Array(
          Type.Object(
            { type: Type.Optional(word), id: Type.String({ minLength: 1, maxLength: 500 }) },
            closed,
          ),
          { maxItems: 100 },
        ),
      ),
    },
    closed,
  ),
  sample,
  summary({ what, items }: EpcisEvent, language) {
    const words = {
      en: { seen: 'seen', moved: 'moved', sold: 'sold' },
      fr: { seen: 'vus', moved: 'déplacés', sold: 'vendus' },
    };
    const one = { en: words.en, fr: { seen: 'vu', moved: 'déplacé', sold: 'vendu' } };
    const count = items.length;
    return language === 'fr'
      ? `${count} objet${count > 1 ? 's' : ''} ${(count > 1 ? words : one).fr[what]}`
      : `${count} thing${count === 1 ? '' : 's'} ${words.en[what]}`;
  },
});
