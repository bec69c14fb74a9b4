import { good, type VendorAnswer, type VendorClient, VendorFault } from '@chaland/core';
import { shopAddress } from './address.ts';
import type { WooArgs } from './args.ts';

/** The REST API of a shop, version 3. */
export interface WooApi {
  /** Any answer that another try wouldn't change. */
  ask(path: string, query: Readonly<Record<string, string>>): Promise<VendorAnswer>;
  /**
   * A page of a list, and how long the whole list is.
   * @throws VendorFault for anything but a list
   */
  list(path: string, query: Readonly<Record<string, string>>): Promise<{ items: Item[]; total?: number }>;
}

/** As the shop tells it; what is in it is read when it is mapped. */
export type Item = Readonly<Record<string, unknown>>;

export function wooApi({ shop, consumerKey, consumerSecret }: WooArgs, http: VendorClient): WooApi {
  const base = `${shopAddress(shop)}/wp-json/wc/v3`;
  const credentials = Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64');
  const headers = { authorization: `Basic ${credentials}`, accept: 'application/json' };
  const ask: WooApi['ask'] = (path, query) =>
    http.request(`${base}/${path}?${new URLSearchParams(query)}`, { headers });
  return {
    ask,
    async list(path, query) {
      const answer = good(await ask(path, query), path.replace(/\d+/g, '…'));
      const items = answer.json();
      if (!Array.isArray(items))
        throw new VendorFault(`the shop answered no list of ${path.replace(/\d+/g, '…')}`);
      const total = Number(answer.headers['x-wp-total']);
      return { items, ...(Number.isSafeInteger(total) && total > 0 ? { total } : {}) };
    },
  };
}
