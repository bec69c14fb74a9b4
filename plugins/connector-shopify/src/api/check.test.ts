import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShopifyArgs } from '../args/schema.ts';
import { args } from '../testing/args.ts';
import { aDeployment } from '../testing/deployment.ts';
import { startFakeShopify } from '../testing/fake-shopify.ts';

test('checking says which shop it is, or what to mend and where', async () => {
  await using shop = await startFakeShopify();
  await using it = await aDeployment({ url: shop.address });
  const says = async (over: Partial<ShopifyArgs>, without: (keyof ShopifyArgs)[] = []) => {
    const given = Object.fromEntries(
      Object.entries({ ...args(), shop: 'simulated', ...over }).filter(
        ([name]) => !without.includes(name as keyof ShopifyArgs),
      ),
    );
    const { body } = await it.app.post('/api/connections/check', {
      connector: 'connector-shopify',
      args: given,
    });
    return [body.ok, body.says?.en ?? JSON.stringify(body), body.pointer];
  };
  assert.deepEqual(await says({}), [true, 'Found: Simulated, in EUR.', null]);
  assert.match(String((await says({ shop: 'www.example.com' }))[1]), /not a permanent Shopify domain/);
  assert.match(String((await says({ accessToken: 'shpat_wrong' }))[1]), /refuses the token/);
  assert.match(
    String((await says({ shop: 'other' }))[1]),
    /At other.myshopify.com answers simulated.myshopify.com/,
  );
  const byClient = { clientId: 'client', clientSecret: 'shpss_simulated' };
  assert.equal((await says(byClient, ['accessToken']))[0], true);
  assert.match(
    String((await says({ ...byClient, clientSecret: 'wrong' }, ['accessToken']))[1]),
    /refuses the token, or the client id/,
  );
  assert.match(String((await says({}, ['accessToken']))[1]), /Fill in an access token/);
  shop.state.scopes = ['read_orders'];
  assert.match(String((await says({}))[1]), /Give it read_customers/);
  shop.state.scopes = ['read_orders', 'read_customers'];
  assert.match(String((await says({}))[1]), /Without read_all_orders/);
});
