import { momentType, Type } from '@chaland/core';
import type { ZoneDwell } from '../contract.ts';
import { attributes, closed, word } from './schema.ts';

export const zoneDwellSchema = Type.Object(
  {
    zone: word('Part of the store, as the source calls it'),
    seconds: Type.Integer({ minimum: 0, maximum: 24 * 3600, description: 'How long' }),
    noticed: Type.Optional(word('`wifi`, `beacon`, `camera`, `app`, …')),
    attributes,
  },
  closed,
);

const sample: ZoneDwell = { zone: 'shoes', seconds: 340, noticed: 'beacon', attributes: { beacon: 'b-12' } };

/**
 * Somebody stayed in a part of the store. A phone that answers a beacon is no contact: nobody did anything. What stays
 * of it after its day, or when the person is erased, is where and how long.
 */
export const zoneDwell = momentType({
  type: 'zone.dwell',
  version: 1,
  stage: 'browse',
  contact: false,
  title: { en: 'Stay in a zone', fr: 'Passage dans un espace' },
  schema: zoneDwellSchema,
  sample,
  erase: ({ zone, seconds }: ZoneDwell) => ({ zone, seconds }),
  summary({ zone, seconds }: ZoneDwell, language) {
    const time = seconds < 60 ? `${seconds}\u00a0s` : `${Math.round(seconds / 60)}\u00a0min`;
    return language === 'fr' ? `Espace «\u00a0${zone}\u00a0», ${time}` : `Zone “${zone}”, ${time}`;
  },
});
