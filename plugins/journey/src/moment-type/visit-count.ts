import { momentType, Type } from '@chaland/core';
import type { VisitCount } from '../contract.ts';
import { attributes, closed, word } from './schema.ts';

const people = (description: string) => Type.Integer({ minimum: 0, maximum: 1_000_000, description });

export const visitCountSchema = Type.Object(
  {
    entries: people('How many came in'),
    exits: Type.Optional(people('How many went out; absent where the counter cannot tell')),
    minutes: Type.Integer({
      minimum: 1,
      maximum: 24 * 60,
      description: "Length of the period, which begins at the moment's time",
    }),
    zone: Type.Optional(word('Which door or floor')),
    attributes,
  },
  closed,
);

const sample: VisitCount = {
  entries: 42,
  exits: 39,
  minutes: 60,
  zone: 'north-door',
  attributes: { sensor: '7' },
};

/** People who came in, counted at the door: nobody's, and no contact. */
export const visitCount = momentType({
  type: 'visit.count',
  version: 1,
  stage: 'entry',
  contact: false,
  title: { en: 'Visitors counted', fr: 'Comptage d’entrées' },
  schema: visitCountSchema,
  sample,
  summary({ entries, minutes }: VisitCount, language) {
    const count = entries.toLocaleString(language);
    return language === 'fr'
      ? `${count} ${entries > 1 ? 'entrées' : 'entrée'} en ${minutes}\u00a0min`
      : `${count} ${entries === 1 ? 'entry' : 'entries'} in ${minutes}\u00a0min`;
  },
});
