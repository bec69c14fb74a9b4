import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Store } from '@chaland/core';
import { onBothDatabases, type TestDatabase, testDatabase } from '@chaland/core/testing';
import fc from 'fast-check';
import sales from '../plugin.ts';
import { arbitrarySales, type World } from '../testing/arbitrary-sale.ts';
import { expectedTables, type KnownSale, sorted } from '../testing/model.ts';
import { projectSales, reset, type SalesContext } from './project.ts';
import { recomputeCustomers } from './recompute.ts';

const [anna, ben] = [randomUUID(), randomUUID()];
const world: World = {
  // Anna is known to two sources; the last profile is nobody's.
  profiles: [anna, anna, ben, null].map((customerId) => ({ id: randomUUID(), customerId })),
  stores: ['Europe/Paris', 'America/New_York'].map((timeZone) => ({ id: randomUUID(), timeZone })),
  timeZone: 'Asia/Tokyo',
};

/** How sales reach the subscription: in which order, in batches of which sizes, and what comes twice. */
const deliveries = arbitrarySales(world).chain((known) =>
  fc.record({
    known: fc.constant(known),
    order: fc.shuffledSubarray(known, { minLength: known.length }),
    sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
    redelivered: fc.subarray(known),
    replayAfter: fc.option(fc.nat(30)),
  }),
);

onBothDatabases((on) => {
  test('facts equal what the sales add up to, in any order of arrival', async () => {
    await using db = await testDatabase({ on, plugins: [sales] });
    const context = contextOn(db);
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ known, order, sizes, redelivered, replayAfter }) => {
        await reset(context);
        if (replayAfter !== null) {
          await deliver(context, order.slice(0, replayAfter), sizes);
          await reset(context);
        }
        await deliver(context, order, sizes);
        await deliver(context, redelivered, sizes);

        const kept = await tables(db);
        assert.deepEqual(kept, expectedTables(known));
        const purchases = await db.query('select * from sales.purchase order by moment_id');
        await recomputeCustomers(context, [anna, ben]);
        assert.deepEqual(await tables(db), kept);
        assert.deepEqual(await db.query('select * from sales.purchase order by moment_id'), purchases);
      }),
      { numRuns: on === 'pglite' ? 40 : 60 },
    );
  });

  test('products are the same in any order of arrival', async () => {
    await using db = await testDatabase({ on, plugins: [sales] });
    const context = contextOn(db);
    const products = () => db.query('select * from sales.product order by sku');
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ known, order, sizes }) => {
        await reset(context);
        await deliver(context, known, [30]);
        const expected = await products();
        await reset(context);
        await deliver(context, order, sizes);
        assert.deepEqual(await products(), expected);
      }),
      { numRuns: 30 },
    );
  });
});

async function deliver(context: SalesContext, sales: readonly KnownSale[], sizes: readonly number[]) {
  let at = 0;
  for (let batch = 0; at < sales.length; batch++) {
    const size = sizes[batch % sizes.length]!;
    const moments = sales.slice(at, at + size).map(({ moment }) => moment);
    await context.db.transaction(() => projectSales(moments, context));
    at += size;
  }
}

async function tables(db: TestDatabase) {
  const rowsOf = async (table: string) =>
    sorted(await db.query<Record<string, unknown>>(`select * from ${table}`));
  return {
    customer: await rowsOf('sales.customer_fact'),
    store: await rowsOf('sales.customer_store_fact'),
    category: await rowsOf('sales.customer_category_fact'),
    days: await rowsOf('sales.store_day'),
  };
}

function contextOn(db: TestDatabase): SalesContext {
  const links = world.profiles.flatMap(({ id, customerId }) =>
    customerId ? [{ profileId: id, customerId }] : [],
  );
  const stores = world.stores.map(({ id, timeZone }) => ({ id, timeZone }) as Store);
  return {
    db,
    locale: { country: 'FR', timeZone: world.timeZone, currency: 'EUR', language: 'fr' },
    stores: { all: async () => stores } as unknown as SalesContext['stores'],
    customers: {
      ofProfiles: async (ids: Iterable<string>) => {
        const wanted = new Set(ids);
        return new Map(
          links
            .filter(({ profileId }) => wanted.has(profileId))
            .map(({ profileId, customerId }) => [profileId, customerId]),
        );
      },
      profilesOf: async (ids: Iterable<string>) => {
        const wanted = new Set(ids);
        return links.filter(({ customerId }) => wanted.has(customerId));
      },
    } as unknown as SalesContext['customers'],
  };
}
