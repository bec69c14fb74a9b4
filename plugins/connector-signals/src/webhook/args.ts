import { type Static, Type } from '@chaland/core';
import { senderArgs } from '../shared/args.ts';

export const WebhookArgs = Type.Object({
  ...senderArgs,
  standardSecret: Type.Optional(
    Type.String({
      minLength: 24,
      maxLength: 500,
      'x-secret': true,
      'x-title': { en: 'Secret of Standard Webhooks', fr: 'Secret Standard Webhooks' },
      'x-description': {
        en: 'Where the sender signs as Standard Webhooks or Svix do: whsec_ and base64.',
        fr: 'Si l’émetteur signe selon Standard Webhooks ou Svix : whsec_ puis du base64.',
      },
    }),
  ),
  id: Type.Optional(
    Type.String({
      maxLength: 200,
      pattern: '^(/[^/]*)+$',
      'x-title': { en: 'Where the id is', fr: 'Emplacement de l’identifiant' },
      'x-description': {
        en: 'JSON Pointer of the sender’s own id of the event, such as /event/id. Without one, the same body is the same event.',
        fr: 'Pointeur JSON vers l’identifiant de l’événement chez l’émetteur, comme /event/id. Sans lui, un même corps est un même événement.',
      },
    }),
  ),
  mapping: Type.String({
    minLength: 1,
    maxLength: 50_000,
    'x-title': { en: 'Mapping (JSONata)', fr: 'Correspondance (JSONata)' },
    'x-description': {
      en: 'Gives records from the body: { "moments": […], "profiles": […], "consents": […] }, or { "ignored": "why" }, or why as { "en": …, "fr": … }.',
      fr: 'Donne des enregistrements à partir du corps : { "moments": […], "profiles": […], "consents": […] }, ou { "ignored": "raison" }, ou la raison en { "en": …, "fr": … }.',
    },
  }),
  samples: Type.Array(Type.String({ minLength: 2, maxLength: 100_000 }), {
    default: [],
    maxItems: 20,
    'x-title': { en: 'Samples', fr: 'Exemples' },
    'x-description': {
      en: 'Bodies as the sender sends them, of nobody real. The mapping is tried with each before it is saved.',
      fr: 'Des corps tels que l’émetteur les envoie, sans personne réelle. La correspondance est essayée sur chacun avant l’enregistrement.',
    },
  }),
});
export type WebhookArgs = Static<typeof WebhookArgs>;
