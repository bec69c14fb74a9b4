import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { administrator, type Grant, principalOf } from './grants.ts';

const who = { kind: 'key', id: 'k', name: 'Till' } as const;
const grant = (over: Partial<Grant>): Grant => ({
  role: 'seller',
  permissions: ['customers.read'],
  brand: null,
  store: null,
  stores: [],
  ...over,
});

describe('a grant', () => {
  test('everywhere holds in every place', () => {
    const principal = principalOf(who, [grant({})]);
    assert.ok(principal.may('customers.read'));
    assert.ok(principal.may('customers.read', { storeId: 'paris' }));
    assert.equal(principal.storesFor('customers.read'), 'everywhere');
    assert.equal(principal.may('keys.write'), false);
  });

  test('in a store holds there and nowhere else', () => {
    const principal = principalOf(who, [grant({ store: 'paris', stores: ['paris'] })]);
    assert.ok(principal.may('customers.read', { storeId: 'paris' }));
    assert.equal(principal.may('customers.read', { storeId: 'lyon' }), false);
    assert.equal(principal.may('customers.read'), false);
    assert.ok(principal.mayAnywhere('customers.read'));
    assert.deepEqual(principal.storesFor('customers.read'), ['paris']);
  });

  test("in a brand holds in the brand and in each of the brand's stores", () => {
    const principal = principalOf(who, [grant({ brand: 'b', stores: ['paris', 'lyon'] })]);
    assert.ok(principal.may('customers.read', { brandId: 'b' }));
    assert.ok(principal.may('customers.read', { storeId: 'lyon' }));
    assert.equal(principal.may('customers.read', { storeId: 'nice' }), false);
  });

  test('of another role adds to the first', () => {
    const principal = principalOf(who, [
      grant({ store: 'paris', stores: ['paris'] }),
      grant({ role: 'buyer', permissions: ['stores.read'], store: 'lyon', stores: ['lyon'] }),
    ]);
    assert.equal(principal.may('stores.read', { storeId: 'paris' }), false);
    assert.ok(principal.may('stores.read', { storeId: 'lyon' }));
  });

  test('as administrator is every permission, also those of plugins to come', () => {
    const principal = principalOf(who, [grant({ role: administrator, permissions: [] })]);
    assert.ok(principal.may('loyalty.points.write'));
    assert.equal(principal.storesFor('loyalty.points.write'), 'everywhere');
  });

  test('as administrator of one store ends at its door', () => {
    const principal = principalOf(who, [
      grant({ role: administrator, permissions: [], store: 'paris', stores: ['paris'] }),
    ]);
    assert.equal(principal.may('keys.write'), false);
    assert.ok(principal.may('keys.write', { storeId: 'paris' }));
  });

  test('that is missing allows nothing', () => {
    const principal = principalOf(who, []);
    assert.equal(principal.mayAnywhere('customers.read'), false);
    assert.deepEqual(principal.storesFor('customers.read'), []);
  });
});
