import { type Static, Type } from 'typebox';
import { section } from '../setting/section.ts';

const text = (maxLength: number, en: string, fr: string) =>
  Type.Optional(Type.String({ maxLength, 'x-title': { en, fr } }));

/** Who answers for the data: on consent receipts, and wherever people are told. */
export const ControllerSettings = section(
  { en: 'Controller', fr: 'Responsable de traitement' },
  {
    name: text(200, 'Company', 'Société'),
    address: text(500, 'Address', 'Adresse'),
    contact: text(200, 'Contact for privacy matters', 'Contact pour les données personnelles'),
    privacyNotice: text(500, 'Address of the privacy policy', 'Adresse de la politique de confidentialité'),
  },
);
export type ControllerSettings = Static<typeof ControllerSettings>;
