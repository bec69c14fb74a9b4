import { type Static, Type } from '@chaland/core';

const code = (title: { en: string; fr: string }) =>
  Type.String({ minLength: 1, maxLength: 100, 'x-title': title });

/** What a connection to a WooCommerce shop is configured with. */
export const WooArgs = Type.Object(
  {
    shop: Type.String({
      pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$',
      maxLength: 500,
      'x-title': { en: 'Address of the shop', fr: 'Adresse de la boutique' },
      'x-description': {
        en: 'Where WordPress is, such as https://shop.example.com. Keys are only sent over https.',
        fr: 'Là où se trouve WordPress, par exemple https://boutique.example.com. Les clés ne passent que par https.',
      },
    }),
    consumerKey: Type.String({
      minLength: 1,
      maxLength: 200,
      'x-secret': true,
      'x-title': { en: 'Consumer key', fr: 'Clé client' },
      'x-description': {
        en: 'WooCommerce > Settings > Advanced > REST API, with the permission Read. Begins with ck_.',
        fr: 'WooCommerce > Réglages > Avancé > API REST, avec le droit Lecture. Commence par ck_.',
      },
    }),
    consumerSecret: Type.String({
      minLength: 1,
      maxLength: 200,
      'x-secret': true,
      'x-title': { en: 'Consumer secret', fr: 'Secret client' },
      'x-description': { en: 'Begins with cs_.', fr: 'Commence par cs_.' },
    }),
    webhookSecret: Type.String({
      minLength: 8,
      maxLength: 500,
      'x-secret': true,
      'x-title': { en: 'Secret of the webhooks', fr: 'Secret des webhooks' },
      'x-description': {
        en: 'One for all webhooks of this connection: type the same into each of them.',
        fr: 'Un seul pour tous les webhooks de cette connexion : saisissez le même dans chacun.',
      },
    }),
    store: Type.Optional(
      Type.String({
        ...code({ en: 'Store (code)', fr: 'Magasin (code)' }),
        'x-description': {
          en: 'What the web shop is called among your stores. Left empty, its orders have no store.',
          fr: 'Le code de la boutique en ligne parmi vos magasins. Vide, ses commandes n’ont pas de magasin.',
        },
      }),
    ),
    stores: Type.Array(
      Type.Object(
        {
          createdVia: Type.String({
            minLength: 1,
            maxLength: 100,
            'x-title': { en: 'Origin of the order', fr: 'Origine de la commande' },
            'x-description': {
              en: 'As the order says in created_via: pos-rest-api, admin…',
              fr: 'Tel que la commande le dit dans created_via : pos-rest-api, admin…',
            },
          }),
          store: code({ en: 'Store (code)', fr: 'Magasin (code)' }),
        },
        { additionalProperties: false },
      ),
      {
        default: [],
        maxItems: 50,
        'x-title': { en: 'Orders of other stores', fr: 'Commandes d’autres magasins' },
      },
    ),
    from: Type.Optional(
      Type.String({
        format: 'date',
        'x-title': { en: 'History from', fr: 'Historique depuis' },
        'x-description': {
          en: 'Orders modified since that day are fetched; all of them where it is left empty.',
          fr: 'Les commandes modifiées depuis ce jour sont récupérées ; toutes si le champ est vide.',
        },
      }),
    ),
    deletedAccounts: Type.Enum(['ignore', 'erasure-request'], {
      default: 'ignore',
      'x-title': { en: 'When an account is deleted', fr: 'Quand un compte est supprimé' },
      'x-labels': {
        ignore: { en: 'Keep the customer', fr: 'Garder le client' },
        'erasure-request': { en: 'Ask for erasure', fr: 'Demander l’effacement' },
      },
    }),
  },
  { additionalProperties: false },
);
export type WooArgs = Static<typeof WooArgs>;
