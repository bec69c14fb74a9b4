import type { Text } from '@chaland/core';

const paidWithTheOrder: Text = {
  en: 'payments are told by the order, once it is paid in full',
  fr: 'les paiements sont dits par la commande, une fois payée en entier',
};

/** Topics that are left out on purpose, and why. Others are left out because Chaland has no use for them. */
export const unused: Readonly<Record<string, Text>> = {
  'orders/edited': {
    en: 'what was sold first stays the receipt; money that an edit gives back comes as a refund',
    fr: 'ce qui a été vendu d’abord reste le ticket ; l’argent qu’une modification rend vient comme remboursement',
  },
  'orders/delete': {
    en: 'Shopify lets archived orders be deleted; that they were bought stays true',
    fr: 'Shopify permet de supprimer des commandes archivées ; qu’elles ont été achetées reste vrai',
  },
  'customers/delete': {
    en: 'a record was deleted, which nobody asked for by customers/redact; retention decides here',
    fr: 'une fiche a été supprimée sans demande par customers/redact ; ici, la durée de conservation décide',
  },
  'customers/merge': {
    en: 'Shopify tells the record that was kept by customers/update',
    fr: 'Shopify dit la fiche conservée par customers/update',
  },
  'checkouts/delete': {
    en: 'a checkout that is deleted says nothing of a customer',
    fr: 'un panier supprimé ne dit rien d’un client',
  },
  'order_transactions/create': paidWithTheOrder,
  'tender_transactions/create': paidWithTheOrder,
  'app/uninstalled': {
    en: 'the app was removed from the shop: nothing more comes from it',
    fr: 'l’application a été retirée de la boutique : plus rien n’en vient',
  },
  'app/scopes_update': {
    en: 'what the app may do has changed: check the connection',
    fr: 'les droits de l’application ont changé : vérifiez la connexion',
  },
};

export const noUseFor = (topic: string): Text => ({
  en: `Chaland has no use for the topic "${topic}"`,
  fr: `Chaland ne se sert pas du sujet « ${topic} »`,
});
