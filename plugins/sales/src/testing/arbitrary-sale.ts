import { randomUUID } from 'node:crypto';
import type { Moment } from '@chaland/core';
import fc from 'fast-check';
import type { Receipt, Return } from '../contract.ts';
import type { KnownSale } from './model.ts';

export interface World {
  profiles: readonly { id: string; customerId: string | null }[];
  stores: readonly { id: string; timeZone: string }[];
  /** Of sales without a store. */
  timeZone: string;
}

const line = fc.record({
  kind: fc.option(fc.constantFrom('goods', 'service', 'shipping', 'gift_card', 'deposit', 'tip'), {
    nil: undefined,
  }),
  sku: fc.option(fc.constantFrom('A', 'B', 'b', 'É'), { nil: undefined, freq: 8 }),
  name: fc.option(fc.constantFrom('Boots', 'boots', 'Écharpe'), { nil: undefined }),
  brand: fc.option(fc.constantFrom('One', 'Two'), { nil: undefined }),
  category: fc.option(
    fc.constantFrom(
      ['Women'],
      ['Women', 'Shoes'],
      ['Women', 'Shoes', 'Boots, "high"\\'],
      ['Women > Shoes'],
      ['{}'],
    ),
    { nil: undefined },
  ),
  quantity: fc.integer({ min: 1, max: 5 }),
  unitPrice: fc.constant('1.00'),
  amount: fc.nat(10_000),
});

/** Sales over three days, with midnights of several time zones among them. */
export function arbitrarySales({ profiles, stores, timeZone }: World): fc.Arbitrary<KnownSale[]> {
  const sale = fc
    .record({
      profile: fc.constantFrom(...profiles),
      store: fc.option(fc.constantFrom(...stores)),
      type: fc.constantFrom('receipt', 'receipt', 'return'),
      minute: fc.nat(3 * 24 * 60),
      currency: fc.constantFrom('EUR', 'GBP'),
      lines: fc.array(line, { minLength: 1, maxLength: 4 }),
      number: fc.nat(50).map(String),
    })
    .map(({ profile, store, type, minute, currency, lines, number }): KnownSale => {
      const time = new Date(Date.UTC(2026, 2, 27) + minute * 60_000);
      return {
        customerId: profile.customerId,
        day: time.toLocaleDateString('en-CA', { timeZone: store?.timeZone ?? timeZone }),
        moment: {
          ...momentOf(type, { number, currency, lines } as Receipt | Return),
          profileId: profile.id,
          storeId: store?.id ?? null,
          time,
          recordedAt: time,
        },
      };
    });
  return fc.array(sale, { maxLength: 30 });
}

function momentOf(type: string, data: Receipt | Return): Moment<Receipt | Return> {
  const id = randomUUID();
  const at = new Date(0);
  return {
    id,
    profileId: id,
    type,
    version: 1,
    time: at,
    source: 'till',
    key: id,
    storeId: null,
    staffId: null,
    session: null,
    live: true,
    recordedAt: at,
    data,
  };
}
