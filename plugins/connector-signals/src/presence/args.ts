import { type Static, Type } from '@chaland/core';
import { senderArgs, storeArgs } from '../shared/args.ts';

export const PresenceArgs = Type.Object({
  ...senderArgs,
  salt: Type.String({
    minLength: 32,
    maxLength: 500,
    'x-secret': true,
    'x-title': { en: 'Key of pseudonyms', fr: 'Clé des pseudonymes' },
    'x-description': {
      en: 'At least 32 random characters, for this alone. Devices are hashed with it and the day before anything is kept.',
      fr: 'Au moins 32 caractères aléatoires, réservés à cet usage. Les appareils sont hachés avec elle et le jour avant toute conservation.',
    },
  }),
  ...storeArgs,
});
export type PresenceArgs = Static<typeof PresenceArgs>;
