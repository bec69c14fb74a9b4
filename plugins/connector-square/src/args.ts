import { type Static, Type } from '@chaland/core';

/** The version of Square's API that this connector was written for. */
const version = '2025-08-20';

/** What a connection to a Square seller is configured with. */
export const SquareArgs = Type.Object(
  {
    merchant: Type.String({
      pattern: '^[A-Za-z0-9_-]{4,64}$',
      'x-title': { en: 'Merchant id', fr: 'Identifiant du commerçant' },
      'x-description': {
        en: 'Of the Square account; the check says what it is where it is another one.',
        fr: 'Celui du compte Square ; la vérification dit lequel c’est s’il diffère.',
      },
    }),
    accessToken: Type.String({
      minLength: 1,
      maxLength: 500,
      'x-secret': true,
      'x-title': { en: 'Access token', fr: 'Jeton d’accès' },
      'x-description': {
        en: 'Square Developer Console > your application > Credentials.',
        fr: 'Square Developer Console > votre application > Credentials.',
      },
    }),
    signatureKey: Type.String({
      minLength: 1,
      maxLength: 500,
      'x-secret': true,
      'x-title': { en: 'Signature key of the webhook', fr: 'Clé de signature du webhook' },
      'x-description': {
        en: 'Webhooks > Subscriptions > the subscription > Signature key.',
        fr: 'Webhooks > Subscriptions > l’abonnement > Signature key.',
      },
    }),
    environment: Type.Enum(['production', 'sandbox'], {
      default: 'production',
      'x-title': { en: 'Environment', fr: 'Environnement' },
      'x-labels': {
        production: { en: 'Production', fr: 'Production' },
        sandbox: {
          en: 'Sandbox: nothing that was really sold',
          fr: 'Bac à sable : rien de réellement vendu',
        },
      },
    }),
    version: Type.String({
      pattern: '^20\\d\\d-\\d\\d-\\d\\d$',
      default: version,
      'x-title': { en: 'API version', fr: 'Version de l’API' },
    }),
    locations: Type.Array(
      Type.Object(
        {
          location: Type.String({
            minLength: 1,
            maxLength: 64,
            'x-title': { en: 'Location id', fr: 'Identifiant du point de vente' },
          }),
          store: Type.String({
            minLength: 1,
            maxLength: 100,
            'x-title': { en: 'Store (code)', fr: 'Magasin (code)' },
          }),
        },
        { additionalProperties: false },
      ),
      {
        default: [],
        maxItems: 1_000,
        'x-title': { en: 'Stores of the locations', fr: 'Magasins des points de vente' },
        'x-description': {
          en: 'A location that isn’t listed is the store whose code is its id.',
          fr: 'Un point de vente absent de la liste est le magasin dont le code est son identifiant.',
        },
      },
    ),
    purposes: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      default: [],
      maxItems: 20,
      'x-title': { en: 'Purposes of Square’s e-mails', fr: 'Finalités des e-mails de Square' },
      'x-description': {
        en: 'Codes. Who unsubscribes from the marketing e-mails in Square withdraws for these, by e-mail.',
        fr: 'Codes. Qui se désabonne des e-mails marketing dans Square se retire pour celles-ci, par e-mail.',
      },
    }),
    from: Type.Optional(
      Type.String({
        format: 'date',
        'x-title': { en: 'History from', fr: 'Historique depuis' },
        'x-description': {
          en: 'What changed since that day is fetched; everything where it is left empty.',
          fr: 'Ce qui a changé depuis ce jour est récupéré ; tout si le champ est vide.',
        },
      }),
    ),
    deletedCustomers: Type.Enum(['ignore', 'erasure-request'], {
      default: 'ignore',
      'x-title': { en: 'When a customer is deleted', fr: 'Quand un client est supprimé' },
      'x-labels': {
        ignore: { en: 'Keep the customer', fr: 'Garder le client' },
        'erasure-request': { en: 'Ask for erasure', fr: 'Demander l’effacement' },
      },
    }),
    sharedApplication: Type.Boolean({
      default: false,
      'x-title': {
        en: 'The application serves several merchants',
        fr: 'L’application sert plusieurs commerçants',
      },
      'x-description': {
        en: 'Events of other merchants are then ignored here.',
        fr: 'Les événements des autres commerçants sont alors ignorés ici.',
      },
    }),
    hookUrl: Type.Optional(
      Type.String({
        pattern: '^https://\\S+$',
        maxLength: 1_000,
        // Chaland sends nothing there.
        'x-address': false,
        'x-title': { en: 'Notification URL', fr: 'URL de notification' },
        'x-description': {
          en: 'Only where Square sends to another address than this connection’s: its signature covers the address.',
          fr: 'Seulement si Square envoie à une autre adresse que celle de cette connexion : sa signature porte sur l’adresse.',
        },
      }),
    ),
    api: Type.Optional(
      Type.String({
        pattern: '^https?://[^\\s?#]+$',
        maxLength: 500,
        'x-title': { en: 'Address of the API', fr: 'Adresse de l’API' },
        'x-description': {
          en: 'Only where Square is reached through something in between.',
          fr: 'Seulement si l’on joint Square par un intermédiaire.',
        },
      }),
    ),
  },
  { additionalProperties: false },
);
export type SquareArgs = Static<typeof SquareArgs>;
