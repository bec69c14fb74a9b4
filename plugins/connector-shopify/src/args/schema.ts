import { type Static, Type } from '@chaland/core';
import { myshopifyDomain } from './shop-domain.ts';

const line = (most = 200) => ({ minLength: 1, maxLength: most, pattern: '^[^\\u0000-\\u001f]*$' });
const secret = { ...line(500), 'x-secret': true };

/** How one Shopify shop is connected. */
export const ShopifyArgs = Type.Object({
  shop: Type.String({
    ...line(253),
    'x-title': { en: 'Shop', fr: 'Boutique' },
    'x-description': {
      en: 'Its permanent domain, such as my-shop.myshopify.com; my-shop alone will do.',
      fr: 'Son domaine permanent, par exemple ma-boutique.myshopify.com ; ma-boutique suffit.',
    },
  }),
  webhookSecret: Type.String({
    ...secret,
    'x-title': { en: 'Key that webhooks are signed with', fr: 'Clé de signature des webhooks' },
    'x-description': {
      en: 'The client secret of your app (API secret key); for webhooks made in Settings › Notifications, the key shown there.',
      fr: 'La clé secrète de votre application (API secret key) ; pour les webhooks créés dans Paramètres › Notifications, la clé affichée à cet endroit.',
    },
  }),
  accessToken: Type.Optional(
    Type.String({
      ...secret,
      'x-title': { en: 'Admin API access token', fr: 'Jeton d’accès à l’API Admin' },
      'x-description': {
        en: 'Of a custom app made in the shop’s admin: shpat_… Leave it empty where the app has a client id.',
        fr: 'D’une application personnalisée créée dans l’admin de la boutique : shpat_… À laisser vide si l’application a un identifiant client.',
      },
    }),
  ),
  clientId: Type.Optional(
    Type.String({
      ...line(),
      'x-title': { en: 'Client id', fr: 'Identifiant client' },
      'x-description': {
        en: 'Of an app made in Shopify’s Dev Dashboard, in place of a token.',
        fr: 'D’une application créée dans le Dev Dashboard de Shopify, à la place d’un jeton.',
      },
    }),
  ),
  clientSecret: Type.Optional(
    Type.String({
      ...secret,
      'x-title': { en: 'Client secret', fr: 'Clé secrète client' },
      'x-description': {
        en: 'Goes with the client id. Left empty, it is the key that webhooks are signed with.',
        fr: 'Accompagne l’identifiant client. Laissée vide, c’est la clé de signature des webhooks.',
      },
    }),
  ),
  apiVersion: Type.String({
    pattern: '^20\\d\\d-(01|04|07|10)$',
    default: '2026-07',
    'x-title': { en: 'API version', fr: 'Version de l’API' },
    'x-description': {
      en: 'Choose the same one for the webhooks.',
      fr: 'À choisir aussi pour les webhooks.',
    },
  }),
  webStore: Type.Optional(
    Type.String({
      ...line(),
      'x-title': { en: 'Store of the web shop (code)', fr: 'Magasin de la boutique en ligne (code)' },
      'x-description': {
        en: 'What is not sold at a till counts for it. Left empty, such sales belong to no store.',
        fr: 'Les ventes hors caisse lui reviennent. Vide, ces ventes n’appartiennent à aucun magasin.',
      },
    }),
  ),
  locations: Type.Array(
    Type.Object({
      location: Type.String({
        pattern: '^\\d{1,30}$',
        'x-title': { en: 'Location id at Shopify', fr: 'Identifiant du point de vente chez Shopify' },
      }),
      store: Type.String({ ...line(), 'x-title': { en: 'Store (code)', fr: 'Magasin (code)' } }),
    }),
    {
      default: [],
      maxItems: 2_000,
      'x-title': { en: 'Tills: locations and stores', fr: 'Caisses : points de vente et magasins' },
      'x-description': {
        en: 'A location that isn’t named here is the store whose code is the location’s id.',
        fr: 'Un point de vente absent de cette liste est le magasin dont le code est l’identifiant du point de vente.',
      },
    },
  ),
  money: Type.Enum(['presentment', 'shop'], {
    default: 'presentment',
    'x-title': { en: 'Amounts in', fr: 'Montants en' },
    'x-description': {
      en: 'Matters where customers may pay in several currencies. Changed later, sales that are known stay as they are.',
      fr: 'Utile si les clients peuvent payer en plusieurs devises. Modifié plus tard, les ventes déjà connues restent inchangées.',
    },
    'x-labels': {
      presentment: { en: 'the currency that the customer paid in', fr: 'devise payée par le client' },
      shop: { en: 'the currency of the shop', fr: 'devise de la boutique' },
    },
  }),
  sellers: Type.Boolean({
    default: false,
    'x-title': { en: 'Tell who sold', fr: 'Indiquer qui a vendu' },
    'x-description': {
      en: 'The member of staff at the till. Shopify tells them to apps with the scope read_users only, which not every plan allows.',
      fr: 'Le vendeur en caisse. Shopify ne l’indique qu’aux applications ayant l’autorisation read_users, que tous les forfaits ne permettent pas.',
    },
  }),
  consent: Type.Object(
    {
      purpose: Type.String({
        ...line(100),
        default: 'marketing',
        'x-title': { en: 'Purpose (code)', fr: 'Finalité (code)' },
      }),
      brand: Type.Optional(
        Type.String({
          ...line(100),
          'x-title': { en: 'Brand (code)', fr: 'Enseigne (code)' },
          'x-description': {
            en: 'Left empty, it is for the company with all its brands.',
            fr: 'Vide, le consentement vaut pour la société et toutes ses enseignes.',
          },
        }),
      ),
      notice: Type.Optional(
        Type.String({
          ...line(100),
          'x-title': { en: 'Notice (code)', fr: 'Mention d’information (code)' },
          'x-description': {
            en: 'What people read at the checkbox of the checkout.',
            fr: 'Ce que lit le client à côté de la case du paiement.',
          },
        }),
      ),
      language: Type.Optional(
        Type.String({
          pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
          'x-title': { en: 'Language of the notice', fr: 'Langue de la mention' },
        }),
      ),
    },
    {
      default: {},
      'x-title': { en: 'Marketing consents', fr: 'Consentements marketing' },
      'x-description': {
        en: 'What a subscription at Shopify means here.',
        fr: 'Ce que signifie ici un abonnement chez Shopify.',
      },
    },
  ),
});
export type ShopifyArgs = Static<typeof ShopifyArgs>;

/** Whether the API says which checkout an order was, as webhooks do: both have to tell the same receipt. */
export const tellsCheckout = ({ apiVersion }: Pick<ShopifyArgs, 'apiVersion'>): boolean =>
  apiVersion >= '2026-07';

/** The canonical domain: what makes it this shop and no other. */
export const identityOf = ({ shop }: Pick<ShopifyArgs, 'shop'>): string =>
  myshopifyDomain(shop) ?? shop.trim();
