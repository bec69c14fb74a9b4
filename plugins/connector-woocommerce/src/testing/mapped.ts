import type { BroughtRecords, MapContext, Text } from '@chaland/core';
import type { Receipt, Return } from '@chaland/sales/contract';
import type { Item } from '../api.ts';
import type { WooArgs } from '../args.ts';
import { mapDelivery } from '../map/map.ts';

export const args: WooArgs = {
  shop: 'https://shop.example.org',
  consumerKey: 'ck_simulated',
  consumerSecret: 'cs_simulated',
  webhookSecret: 'simulated secret',
  store: 'web',
  stores: [{ createdVia: 'pos-rest-api', store: 'lyon' }],
  deletedAccounts: 'ignore',
};

const context: MapContext<WooArgs> = {
  args,
  connection: { id: '0197c3a0-0000-7000-8000-000000000001', name: 'Web shop', source: 'woo' },
  locale: { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' },
};

/** What a body with that topic says. */
export const mapped = (
  topic: string,
  body: Item | readonly unknown[] | string,
  more: Partial<WooArgs> = {},
) =>
  mapDelivery(
    {
      key: 'k',
      topic,
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      headers: {},
      receivedAt: new Date('2026-03-10T08:00:00Z'),
    },
    { ...context, args: { ...args, ...more } },
  ) as BroughtRecords & { ignored?: Text; pull?: true };

type Sale<Data> = { id: string; type: string; time: string; store?: string; customer?: object; data: Data };

export const receiptOf = (order: Item) => mapped('order.updated', order).moments![0] as Sale<Receipt>;

export const returnOf = (refund: Item, order: Item) =>
  mapped('refund', { order, refund }).moments![0] as Sale<Return>;
