import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '@chaland/core';
import {
  aReceipt,
  onBothDatabases,
  startTestChaland,
  type TestChaland,
  type TestDialect,
} from '@chaland/core/testing';
import fc from 'fast-check';
import sales from '../plugin.ts';
import { arbitrarySales, type World } from '../testing/arbitrary-sale.ts';
import { expectedTables, type KnownSale, sorted } from '../testing/model.ts';
import { projectSales, reset, type SalesContext } from './project.ts';
import { recomputeCustomers } from './recompute.ts';

/** How sales reach the subscription: in which order, in batches of which sizes, and what comes twice. */
const deliveriesIn = (world: World) =>
  arbitrarySales(world).chain((known) =>
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
    await using app = await deployment(on);
    const { db } = app;
    const context = app.contextOf('sales');
    const world = await worldOf(app);
    const customers = new Set(world.profiles.flatMap(({ customerId }) => customerId ?? []));
    assert.equal(customers.size, 2);
    const purchases = () => db.query('select * from sales.purchase order by moment_id');
    await fc.assert(
      fc.asyncProperty(deliveriesIn(world), async ({ known, order, sizes, redelivered, replayAfter }) => {
        await reset(context);
        if (replayAfter !== null) {
          await deliver(context, order.slice(0, replayAfter), sizes);
          await reset(context);
        }
        await deliver(context, order, sizes);
        await deliver(context, redelivered, sizes);

        const kept = { ...(await tables(db)), purchases: await purchases() };
        assert.deepEqual(kept, { ...expectedTables(known), purchases: kept.purchases });
        await recomputeCustomers(context, [...customers]);
        assert.deepEqual({ ...(await tables(db)), purchases: await purchases() }, kept);
      }),
      { numRuns: on === 'pglite' ? 40 : 60 },
    );
  });

  test('products are the same in any order of arrival', async () => {
    await using app = await deployment(on);
    const context = app.contextOf('sales');
    const products = () => app.db.query('select * from sales.product order by sku');
    await fc.assert(
      fc.asyncProperty(deliveriesIn(await worldOf(app)), async ({ known, order, sizes }) => {
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

const timeZone = 'Asia/Tokyo';

async function deployment(on: TestDialect): Promise<TestChaland> {
  const app = await startTestChaland({ on, plugins: [sales], config: { locale: { timeZone } } });
  await app.stores.put({ code: 'paris', name: 'Paris', timeZone: 'Europe/Paris' });
  await app.stores.put({ code: 'new-york', name: 'New York', timeZone: 'America/New_York' });
  return app;
}

/** Somebody whom two sources know by their card, somebody else, and receipts that are nobody's. */
async function worldOf({ moments, stores, db }: TestChaland): Promise<World> {
  const card = { identifiers: [{ kind: 'loyalty_card', value: '2900000000017' }] };
  await moments.record([
    aReceipt({ source: 'till', customer: { id: '1', ...card } }),
    aReceipt({ source: 'web', customer: { id: 'w-1', ...card } }),
    aReceipt({ source: 'till', customer: { id: '2' } }),
    aReceipt({ source: 'till', customer: undefined }),
  ]);
  const profiles = await db.query<{ id: string; customerId: string | null }>(
    `select distinct moment.profile_id as id, profile.customer_id as "customerId"
     from chaland.moment left join chaland.profile on profile.id = moment.profile_id`,
  );
  return { profiles, stores: await stores.all(), timeZone };
}

async function deliver(context: SalesContext, sales: readonly KnownSale[], sizes: readonly number[]) {
  let at = 0;
  for (let batch = 0; at < sales.length; batch++) {
    const size = sizes[batch % sizes.length]!;
    const moments = sales.slice(at, at + size).map(({ moment }) => moment);
    await context.db.transaction(() => projectSales(moments, context));
    at += size;
  }
}

async function tables(db: Database) {
  const rowsOf = async (table: string) =>
    sorted(await db.query<Record<string, unknown>>(`select * from ${table}`));
  return {
    customer: await rowsOf('sales.customer_fact'),
    store: await rowsOf('sales.customer_store_fact'),
    category: await rowsOf('sales.customer_category_fact'),
    days: await rowsOf('sales.store_day'),
  };
}
