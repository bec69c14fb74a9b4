import { dropArgs, type Static, Type } from '@chaland/core';

const line = (most: number) =>
  Type.String({ minLength: 1, maxLength: most, pattern: '^[^\\u0000-\\u001f]*$' });

const { folder, ...drop } = dropArgs({ pattern: '*.{xml,xml.gz}' });

/** How a connection to tills is configured. */
export const PoslogArgs = Type.Object({
  system: Type.String({
    ...line(80),
    'x-title': { en: 'Till system', fr: 'Système de caisse' },
    'x-description': {
      en: 'A name for the system whose logs come here, such as “tills France”. Two connections can’t have the same.',
      fr: 'Un nom pour le système dont viennent les journaux, par exemple « caisses France ». Deux connexions ne peuvent avoir le même.',
    },
  }),
  token: Type.Optional(
    Type.String({
      minLength: 16,
      maxLength: 500,
      'x-secret': true,
      'x-title': { en: 'Token', fr: 'Jeton' },
      'x-description': {
        en: 'Where tills send over HTTP: what they send comes with “Authorization: Bearer” and this token. At least 16 characters.',
        fr: 'Les envois HTTP portent « Authorization: Bearer » et ce jeton. Au moins 16 caractères.',
      },
    }),
  ),
  secret: Type.Optional(
    Type.String({
      minLength: 16,
      maxLength: 500,
      'x-secret': true,
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
  ...drop,
  folder: Type.Optional(folder),
  currency: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{3}$',
      'x-title': { en: 'Currency', fr: 'Devise' },
      'x-description': {
        en: 'Three letters, where the logs don’t say.',
        fr: 'Trois lettres, si les journaux ne l’indiquent pas.',
      },
    }),
  ),
  taxIncluded: Type.Enum(['auto', 'yes', 'no'], {
    default: 'auto',
    'x-title': { en: 'Prices contain tax', fr: 'Prix taxes comprises' },
    'x-labels': {
      auto: { en: 'As the totals tell', fr: 'Selon les totaux' },
      yes: { en: 'Yes', fr: 'Oui' },
      no: { en: 'No', fr: 'Non' },
    },
  }),
  operators: Type.Enum(['seller', 'staff'], {
    default: 'seller',
    'x-title': { en: 'Operators', fr: 'Opérateurs' },
    'x-labels': {
      seller: { en: 'Are noted on the receipt only', fr: 'Sont notés sur le ticket seulement' },
      staff: { en: 'Become members of staff', fr: 'Deviennent des membres du personnel' },
    },
  }),
  number: Type.Enum(['key', 'receipt-number', 'transaction-id'], {
    default: 'key',
    'x-title': { en: 'Number of a receipt', fr: 'Numéro de ticket' },
    'x-labels': {
      key: { en: 'Unit, till, day and sequence', fr: 'Unité, caisse, jour et séquence' },
      'receipt-number': { en: 'ReceiptNumber', fr: 'ReceiptNumber' },
      'transaction-id': { en: 'TransactionID', fr: 'TransactionID' },
    },
    'x-description': {
      en: 'The one by which returns name the receipt.',
      fr: 'Celui par lequel les retours désignent le ticket.',
    },
  }),
  stores: Type.Array(
    Type.Object({
      unit: Type.String({
        ...line(100),
        'x-title': { en: 'Unit in the logs', fr: 'Unité dans les journaux' },
      }),
      store: Type.String({ ...line(100), 'x-title': { en: 'Store (code)', fr: 'Magasin (code)' } }),
    }),
    {
      default: [],
      maxItems: 5_000,
      'x-title': { en: 'Stores', fr: 'Magasins' },
      'x-description': {
        en: 'Units that are missing here have the store’s code as their number.',
        fr: 'Une unité absente de cette liste porte comme numéro le code du magasin.',
      },
    },
  ),
});
export type PoslogArgs = Static<typeof PoslogArgs>;
