import { connector } from '@chaland/core';
import { shopIdentity } from './address.ts';
import { WooArgs } from './args.ts';
import { check } from './check.ts';
import { mapDelivery } from './map/map.ts';
import { pull } from './pull/pull.ts';
import { receive } from './receive.ts';

/** A WooCommerce shop, by its webhooks and its REST API. */
export const woocommerce = connector({
  id: 'connector-woocommerce',
  title: { en: 'WooCommerce', fr: 'WooCommerce' },
  description: {
    en: 'Orders, refunds and customers of a WooCommerce shop: at once by webhooks, and the history by its REST API.',
    fr: 'Commandes, remboursements et clients d’une boutique WooCommerce : aussitôt par webhooks, et l’historique par son API REST.',
  },
  args: WooArgs,
  identity: ({ shop }) => shopIdentity(shop),
  check,
  receive,
  pull,
  pullEvery: 15,
  // Shops are often on small hosts: five requests a second are felt.
  rate: { requests: 3, per: 1 },
  map: mapDelivery,
});
