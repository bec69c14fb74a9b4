import type { MapContext } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';

export const args = (over: Partial<ShopifyArgs> = {}): ShopifyArgs => ({
  shop: 'simulated.myshopify.com',
  webhookSecret: 'shpss_simulated',
  accessToken: 'shpat_simulated',
  apiVersion: '2026-07',
  locations: [{ location: '655441491', store: 'lyon' }],
  money: 'presentment',
  sellers: false,
  consent: { purpose: 'marketing' },
  ...over,
});

export const mapContext = (over: Partial<ShopifyArgs> = {}): MapContext<ShopifyArgs> => ({
  args: args(over),
  connection: { id: '0190-simulated', name: 'Shop', source: 'shopify' },
  locale: { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' },
});
