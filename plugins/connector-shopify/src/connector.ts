import { connector } from '@chaland/core';
import type { AddressOf } from './api/address.ts';
import { checkShop } from './api/check.ts';
import { identityOf, ShopifyArgs } from './args/schema.ts';
import { map } from './map/map.ts';
import { pull } from './pull/pull.ts';
import { receive } from './webhook/receive.ts';

/** @param addressOf where the API of a shop is */
export const shopifyConnector = (addressOf: AddressOf) =>
  connector({
    id: 'connector-shopify',
    title: { en: 'Shopify', fr: 'Shopify' },
    description: {
      en: 'Orders, refunds, customers, marketing consents and carts of a Shopify shop and its tills.',
      fr: 'Commandes, remboursements, clients, consentements marketing et paniers d’une boutique Shopify et de ses caisses.',
    },
    args: ShopifyArgs,
    identity: identityOf,
    check: (args, tools) => checkShop(args, tools, addressOf),
    receive,
    pull: (run) => pull(run, addressOf),
    pullEvery: 30,
    // Bulk operations do the heavy work; what is asked besides is few, and its cost is watched too.
    rate: { requests: 4, per: 1 },
    map,
  });
