import type { Brought, BroughtRecords } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { map } from '../map/map.ts';
import { mapContext } from './args.ts';
import type { Json } from './order.ts';

/** What a delivery brings. */
export const mapped = (topic: string, body: Json, over: Partial<ShopifyArgs> = {}): Brought =>
  map(
    {
      key: '1',
      topic,
      body: Buffer.from(JSON.stringify(body)),
      headers: { 'x-shopify-triggered-at': '2026-02-10T08:00:00.123Z' },
      receivedAt: new Date('2026-02-10T08:00:01Z'),
    },
    mapContext(over),
  );

/** What it brings, where it isn't ignored. */
export function brought(topic: string, body: Json, over: Partial<ShopifyArgs> = {}): BroughtRecords {
  const read = mapped(topic, body, over);
  if ('ignored' in read) throw new Error(`ignored: ${JSON.stringify(read.ignored)}`);
  return read;
}

/** Its moments of one type. */
export const momentsOf = (type: string, topic: string, body: Json, over: Partial<ShopifyArgs> = {}) =>
  (brought(topic, body, over).moments ?? []).filter((moment) => moment.type === type);
