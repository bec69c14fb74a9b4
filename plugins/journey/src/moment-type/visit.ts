import { momentType, Type } from '@chaland/core';
import type { Visit } from '../contract.ts';
import { attributes, closed, minutes, word } from './schema.ts';
import { lasting } from './wording.ts';

export const visitSchema = Type.Object(
  {
    channel: Type.Optional(word('`store`, `web`, …')),
    noticed: Type.Optional(
      word('How it was noticed: `card`, `app`, `staff`, `appointment`, `counter`, `web`, …'),
    ),
    party: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'How many came together' })),
    minutes,
    attributes,
  },
  closed,
);

/** Somebody came in. */
export const visit = momentType({
  type: 'visit',
  version: 1,
  stage: 'entry',
  title: { en: 'Visit', fr: 'Visite' },
  schema: visitSchema,
  summary({ channel, party = 1, minutes }: Visit, language) {
    const web = channel === 'web';
    const what =
      language === 'fr' ? (web ? 'Visite du site' : 'Visite') : web ? 'Visit to the website' : 'Visit';
    const together = party > 1 ? (language === 'fr' ? ` à ${party}` : `, party of ${party}`) : '';
    return `${what}${together}${lasting(minutes)}`;
  },
});
