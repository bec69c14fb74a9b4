import type { BroughtRecords, MapContext, Text } from '@chaland/core';
import type { Receipt, Return } from '@chaland/sales/contract';
import type { Answer } from '../api.ts';
import type { SquareArgs } from '../args.ts';
import { mapDelivery } from '../map/map.ts';

export const args: SquareArgs = {
  merchant: 'MERCHANT1',
  accessToken: 'simulated token',
  signatureKey: 'simulated key',
  environment: 'production',
  version: '2025-08-20',
  locations: [{ location: 'LOCATION1', store: 'lyon' }],
  purposes: [],
  deletedCustomers: 'ignore',
  sharedApplication: false,
};

const context: MapContext<SquareArgs> = {
  args,
  connection: { id: '0197c3a0-0000-7000-8000-000000000002', name: 'Shops', source: 'square' },
  locale: { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' },
};

/** What a body with that topic says. */
export const mapped = (topic: string, body: Answer, more: Partial<SquareArgs> = {}) =>
  mapDelivery(
    {
      key: 'k',
      topic,
      body: Buffer.from(JSON.stringify(body)),
      headers: {},
      receivedAt: new Date('2026-03-10T08:00:00Z'),
    },
    { ...context, args: { ...args, ...more } },
  ) as BroughtRecords & { ignored?: Text; pull?: true };

/** What an event says. */
export const said = (event: Answer, more?: Partial<SquareArgs>) => mapped(String(event.type), event, more);

interface Sale<Data> {
  id: string;
  type: string;
  time: string;
  store?: string;
  customer?: object;
  data: Data;
}

export const momentsOf = (order: Answer, skus: Answer = {}) =>
  (mapped('order', { order, skus }).moments ?? []) as unknown[] as Sale<Receipt & Return>[];

export const receiptOf = (order: Answer, skus?: Answer): Sale<Receipt> =>
  momentsOf(order, skus).find(({ type }) => type === 'receipt')!;

export const returnOf = (order: Answer): Sale<Return> =>
  momentsOf(order).find(({ type }) => type === 'return')!;
