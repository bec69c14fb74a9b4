import { Type } from '@chaland/core';

export const line = (most: number) =>
  Type.String({ minLength: 1, maxLength: most, pattern: '^[^\\u0000-\\u001f]*$' });

const secret = () => Type.String({ minLength: 16, maxLength: 500, 'x-secret': true });

/** What every connection of this package is configured with: who sends, and how that is known. */
export const senderArgs = {
  system: Type.String({
    ...line(80),
    'x-title': { en: 'Sender', fr: 'Émetteur' },
    'x-description': {
      en: 'A name for the system that sends, such as “door counters”. Two connections can’t have the same.',
      fr: 'Un nom pour le système émetteur, par exemple « compteurs de porte ». Deux connexions ne peuvent avoir le même.',
    },
  }),
  token: Type.Optional(
    Type.Unsafe<string>({
      ...secret(),
      'x-title': { en: 'Token', fr: 'Jeton' },
      'x-description': {
        en: 'Requests come with “Authorization: Bearer” and this token. At least 16 characters.',
        fr: 'Les requêtes portent « Authorization: Bearer » et ce jeton. Au moins 16 caractères.',
      },
    }),
  ),
  secret: Type.Optional(
    Type.Unsafe<string>({
      ...secret(),
      'x-title': { en: 'Signing secret', fr: 'Secret de signature' },
      'x-description': {
        en: 'In place of a token: the body is signed with HMAC-SHA-256 and this secret, in hex or base64.',
        fr: 'À la place du jeton : le corps est signé en HMAC-SHA-256 avec ce secret, en hexadécimal ou base64.',
      },
    }),
  ),
  signatureHeader: Type.String({
    pattern: '^[A-Za-z0-9-]{1,100}$',
    default: 'X-Signature',
    'x-title': { en: 'Header with the signature', fr: 'En-tête de la signature' },
  }),
};

export const storeArgs = {
  stores: Type.Array(
    Type.Object({
      place: Type.String({
        ...line(300),
        'x-title': { en: 'Place at the sender', fr: 'Lieu chez l’émetteur' },
      }),
      store: Type.String({ ...line(100), 'x-title': { en: 'Store (code)', fr: 'Magasin (code)' } }),
    }),
    {
      default: [],
      maxItems: 5_000,
      'x-title': { en: 'Stores', fr: 'Magasins' },
      'x-description': {
        en: 'A sensor, a site or a location, and the store that it is in. What is missing here is itself the code.',
        fr: 'Un capteur, un site ou un emplacement, et le magasin où il se trouve. Ce qui manque ici est lui-même le code.',
      },
    },
  ),
};

export interface SenderArgs {
  system: string;
  token?: string;
  secret?: string;
  signatureHeader: string;
}

export interface StoreArgs {
  stores: readonly { place: string; store: string }[];
}

/** The store that a place is in. */
export const storeOf = ({ stores }: StoreArgs, place: string): string =>
  stores.find((one) => one.place === place)?.store ?? place;

export const identity = ({ system }: SenderArgs): string => system.trim().toLowerCase();
