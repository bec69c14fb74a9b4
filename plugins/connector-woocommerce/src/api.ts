import { good, type VendorAnswer, type VendorClient, VendorFault } from '@chaland/core';
import { shopAddress } from './address.ts';
import type { WooArgs } from './args.ts';

/** The REST API of a shop, version 3. */
export interface WooApi {
  /** Any answer that another try wouldn't change. */
  ask(path: string, query: Readonly<Record<string, string>>): Promise<VendorAnswer>;
  /**
   * A page of a list, how long the whole list is, and whether it was the last one. Pages may be short in the middle: the
   * shop leaves out what the owner of the keys may not see.
   * @param from how many of the list come before the page
   * @throws VendorFault for anything but a list, and for an empty page where there is something on it
   */
  list(path: string, query: Readonly<Record<string, string>>, from: number): Promise<Page>;
}

export interface Page {
  items: Item[];
  total?: number;
  ended: boolean;
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
    async list(path, query, from) {
      const what = path.replace(/\d+/g, '…');
      const answer = good(await ask(path, query), what);
      const items = answer.json();
      if (!Array.isArray(items)) throw new VendorFault(`the shop answered no list of ${what}`);
      const size = Number(query.per_page);
      const told = answer.headers['x-wp-total'];
      const total = told === undefined || !/^\d+$/.test(told) ? undefined : Number(told);
      if (total === undefined) return { items, ended: items.length < size };
      if (items.length === 0 && total > from) {
        throw new VendorFault(`the shop answered an empty page of ${what}, ${from} of ${total}`);
      }
      return { items, total, ended: from + size >= total };
    },
  };
}
