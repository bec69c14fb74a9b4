import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BroughtRecords, writeRecords } from '@chaland/core';
import { onBothDatabases, startTestChaland } from '@chaland/core/testing';
import sales from '../plugin.ts';
import { reset } from '../projection/project.ts';

const time = (day: number) => `2026-02-0${day}T08:00:00Z`;

onBothDatabases((on) => {
  test('products and stock are as they were told last, in whatever order it came', async () => {
    await using app = await startTestChaland({ on, plugins: [sales] });
    await app.stores.put({ code: 'lyon', name: 'Lyon' });
    await app.stores.put({ code: 'nice', name: 'Nice' });
    const bring = async (brought: BroughtRecords) => {
      const fates = await writeRecords(brought, { source: 'shop', live: true }, app.contextOf('core'));
      return Object.fromEntries(
        Object.entries(fates).map(([kind, of]) => [
          kind,
          of.map(({ fate, problem }) => (problem ? `${problem.code} ${problem.pointer}` : fate)),
        ]),
      );
    };
    const price = { amount: 5100, currency: 'EUR' };
    const told: BroughtRecords = {
      products: [
        { sku: 'scarf', name: 'Scarf', brand: 'Chaland', price, time: time(3) },
        { sku: 'scarf', name: 'Foulard', category: ['Women'], attributes: { colour: 'red' }, time: time(2) },
        { sku: 'scarf', gtin: '4006381333932', time: time(2) },
      ],
      stock: [
        { sku: 'scarf', store: 'lyon', quantity: 3, time: time(3) },
        { sku: 'scarf', store: 'lyon', quantity: '7', time: time(2) },
        { sku: 'scarf', store: 'nice', quantity: '0.5', time: time(2) },
        { sku: 'scarf', store: 'paris', quantity: 1, time: time(2) },
        { sku: 'scarf', store: 'nice', quantity: 'many', time: time(2) },
      ],
    };
    assert.deepEqual(await bring(told), {
      products: ['recorded', 'recorded', 'CHL_INPUT_INVALID /gtin'],
      stock: ['recorded', 'recorded', 'recorded', 'CHL_STORE_UNKNOWN /store', 'CHL_INPUT_INVALID /quantity'],
    });
    const products = async () => (await app.get('/api/x/sales/products')).body.items;
    const scarf = {
      sku: 'scarf',
      gtin: null,
      name: 'Scarf',
      brand: 'Chaland',
      category: ['Women'],
      price,
      attributes: { colour: 'red' },
    };
    assert.deepEqual(await products(), [scarf]);
    const stock = async (query = '') =>
      (await app.get(`/api/x/sales/stock${query}`)).body.items.map(
        ({ store, quantity }: Record<string, string>) => [store, quantity],
      );
    assert.deepEqual(await stock(), [
      ['lyon', '3'],
      ['nice', '0.5'],
    ]);
    assert.deepEqual(await stock('?store=nice&sku=scarf'), [['nice', '0.5']]);
    assert.equal((await app.get('/api/x/sales/stock?store=none')).body.code, 'CHL_STORE_UNKNOWN');

    const again = await bring({
      products: told.products!.slice(0, 2).reverse(),
      stock: told.stock!.slice(0, 3),
    });
    assert.deepEqual(again, {
      products: ['unchanged', 'unchanged'],
      stock: ['unchanged', 'unchanged', 'unchanged'],
    });
    await reset(app.contextOf('sales'));
    assert.deepEqual(await products(), [scarf], 'a replay of receipts begins with it');
  });
});
