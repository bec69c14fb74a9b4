import { type Static, Type } from '@chaland/core';

export const WorkshopArgs = Type.Object(
  {
    address: Type.String({
      minLength: 1,
      'x-title': { en: 'Address of the workshop’s server', fr: 'Adresse du serveur de l’atelier' },
    }),
    token: Type.String({
      minLength: 8,
      'x-secret': true,
      'x-title': { en: 'API token', fr: 'Jeton d’API' },
    }),
    webhookSecret: Type.String({
      minLength: 8,
      'x-secret': true,
      'x-title': { en: 'Secret that webhooks are signed with', fr: 'Secret de signature des webhooks' },
    }),
    stores: Type.Array(
      Type.Object({
        branch: Type.String({ 'x-title': { en: 'Branch at the workshop', fr: 'Agence dans l’atelier' } }),
        store: Type.String({ 'x-title': { en: 'Store (code)', fr: 'Magasin (code)' } }),
      }),
      { default: [], 'x-title': { en: 'Stores by branch', fr: 'Magasins par agence' } },
    ),
  },
  { additionalProperties: false },
);
export type WorkshopArgs = Static<typeof WorkshopArgs>;
