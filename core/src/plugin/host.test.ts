import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Type } from 'typebox';
import { permissions } from '../access/permission.ts';
import type { Context } from '../context.ts';
import { identityChange } from '../customer/merge/identity-change.ts';
import type { Problem } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { job, jobs } from '../job/job.ts';
import { momentType, momentTypes } from '../moment/type.ts';
import { definePlugin, type Plugin } from './define-plugin.ts';
import { defineExtensionPoint } from './extension-point.ts';
import { createPluginHost } from './host.ts';
import { defineService, service } from './service.ts';

const title = { en: 'A plugin', fr: 'Une extension' };
const plugin = (id: string, more: Partial<Plugin> = {}): Plugin =>
  definePlugin({ id, version: '0.1.0', title, requires: { api: '^1.0' }, ...more });
const needing = (id: string, plugins: Record<string, string>, more: Partial<Plugin> = {}) =>
  plugin(id, { requires: { api: '^1.0', plugins }, ...more });

const hostOf = (
  plugins: readonly Plugin[],
  {
    settings = {},
    onPluginFailure = 'abort' as 'abort' | 'continue',
    core = [permissions({ id: 'stores.read', title })],
  } = {},
) => createPluginHost({ plugins, settings, onPluginFailure }, core);
const orderOf = (plugins: readonly Plugin[]) => hostOf(plugins).enabled.map(({ id }) => id);
const faultsOf = (...given: Parameters<typeof hostOf>): string[] => {
  try {
    hostOf(...given);
  } catch (error) {
    assert.equal((error as Problem).code, 'CHL_PLUGIN_INVALID');
    return (error as Problem).message.split('\n- ').slice(1);
  }
  return [];
};
const contextOf = (id: string) => ({ plugin: id }) as Context;

test('plugins are loaded after those that they use, else in the order given', () => {
  const scores = needing('scores', { sales: '^0.1.0' });
  const journey = plugin('journey', {
    requires: { api: '^1.0', optional: { scores: '^0.1.0', absent: '^9.0' } },
  });
  assert.deepEqual(orderOf([journey, plugin('offers'), scores, plugin('sales')]), [
    'sales',
    'scores',
    'journey',
    'offers',
  ]);
});

test('whatever the plugins need of each other without a cycle, each comes after what it needs', () => {
  const graph = fc.array(fc.uniqueArray(fc.nat(19), { maxLength: 4 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(graph, fc.infiniteStream(fc.nat()), (edges, random) => {
      const plugins = edges.map((needs, index) =>
        needing(
          `p${index}`,
          Object.fromEntries(needs.filter((n) => n < index).map((n) => [`p${n}`, '^0.1.0'])),
        ),
      );
      const shuffled = plugins
        .map((value) => ({ value, at: random.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ value }) => value);
      const order = orderOf(shuffled);
      assert.equal(order.length, plugins.length);
      for (const { id, requires } of plugins) {
        for (const needed of Object.keys(requires.plugins!))
          assert.ok(order.indexOf(needed) < order.indexOf(id));
      }
    }),
  );
});

test('everything that keeps plugins apart is told at once', () => {
  const faults = faultsOf(
    [
      plugin('old', { requires: { api: '^0.9' } }),
      plugin('new', { requires: { api: '^2.0' } }),
      needing('loyalty', { sales: '^2.0', wallet: '^1.0' }),
      plugin('sales', { version: '1.4.0' }),
      plugin('twin'),
      plugin('twin', { version: '0.2.0' }),
      needing('chicken', { egg: '^0.1.0' }),
      needing('egg', { chicken: '^0.1.0' }),
    ],
    { settings: { salse: {}, twin: {} } },
  );
  assert.deepEqual(faults, [
    'plugin "twin" is listed 2 times (versions 0.1.0, 0.2.0). Keep one of them in plugins; if they are two different plugins, one must change its id',
    'plugin "old" 0.1.0 needs plugin API ^0.9, this core offers 1.0.0. Update the plugin to a version for API 1, or go back to the core it was made for',
    'plugin "new" 0.1.0 needs plugin API ^2.0, this core offers 1.0.0. Update @chaland/core, or take an older version of the plugin',
    'plugin "loyalty" needs plugin "wallet" ^1.0, which is not enabled. Install it and add it to plugins, or remove "loyalty"',
    'plugin "loyalty" needs plugin "sales" ^2.0, found 1.4.0. Install a version of "sales" within ^2.0, or a version of "loyalty" that takes 1.4.0',
    'plugin "chicken" needs itself in a cycle: chicken → egg → chicken. Move what they share into a plugin that needs none of them, or let one contribute to an extension point of the other',
    'plugin "salse" is configured in settings, but not enabled. Did you mean "sales"? Add it to plugins, or remove settings["salse"] from the configuration',
    'plugin "twin" is configured in settings, but has none. Remove settings["twin"] from the configuration. Nothing was started.',
  ]);
});

test('an optional plugin may be missing, but where it is enabled its version must fit', () => {
  const loyalty = plugin('loyalty', { requires: { api: '^1.0', optional: { sales: '^2.0' } } });
  assert.deepEqual(faultsOf([loyalty]), []);
  assert.equal(faultsOf([loyalty, plugin('sales')]).length, 1);
});

test('two plugins can not contribute the same thing to one extension point', () => {
  const receipt = momentType({
    type: 'receipt',
    version: 1,
    stage: 'checkout',
    title,
    schema: Type.Object({}),
    summary: () => '',
  });
  const [fault] = faultsOf([
    plugin('sales', { contributes: [receipt] }),
    plugin('pos', { contributes: [receipt] }),
  ]);
  assert.match(
    fault!,
    /^plugin "pos" contributes "receipt" to core\.moment-types, which "sales" does already/,
  );
});

test('two routes that differ only in what they call their parameter are the same', () => {
  const cards = (name: string) =>
    route({
      method: 'GET',
      path: `/api/x/cards/{${name}}`,
      summary: 'A card',
      tag: 'Cards',
      permission: null,
      params: Type.Object({ [name]: Type.String() }),
      responses: {},
      handler: async () => ({}),
    });
  assert.equal(faultsOf([plugin('cards', { contributes: [cards('id'), cards('number')] })]).length, 1);
  assert.equal(faultsOf([plugin('cards', { contributes: [cards('id')] })]).length, 0);
});

test('a route is guarded by a permission that somebody declares', () => {
  const guardedBy = (permission: string) =>
    plugin('cards', {
      permissions: [{ id: 'cards.read', title }],
      contributes: [
        route({
          method: 'GET',
          path: '/api/x/cards',
          summary: 'Cards',
          tag: 'Cards',
          permission,
          responses: {},
          handler: async () => ({}),
        }),
      ],
    });
  assert.deepEqual(faultsOf([guardedBy('cards.read')]), []);
  assert.deepEqual(faultsOf([guardedBy('stores.read')]), []);
  assert.match(
    faultsOf([guardedBy('cards.raed')])[0]!,
    /which nobody declares\. Did you mean "cards\.read"\?/,
  );
});

test("contributions are in dependency order, core's first, and a plugin's permissions are among them", () => {
  const host = hostOf([
    needing('scores', { sales: '^0.1.0' }, { permissions: [{ id: 'scores.read', title }] }),
    plugin('sales', { permissions: [{ id: 'sales.read', title }] }),
  ]);
  assert.deepEqual(
    host.extensions.all(permissions).map(({ plugin, value }) => [plugin, value.id]),
    [
      ['core', 'stores.read'],
      ['sales', 'sales.read'],
      ['scores', 'scores.read'],
    ],
  );
});

test('a contribution to a plugin that is not enabled lies dormant, and health says so', () => {
  const criterion = defineExtensionPoint<{ id: string }>('segments.criteria');
  const loyalty = plugin('loyalty', { contributes: [criterion({ id: 'tier' })] });
  assert.deepEqual(hostOf([loyalty]).health()[0]?.contributions, [
    { point: 'segments.criteria', name: 'tier', dormant: true },
  ]);
  assert.equal(hostOf([loyalty, plugin('segments')]).health()[0]?.contributions[0]?.dormant, false);
});

test("a service is made once, when first asked for, with its provider's context", () => {
  const points = defineService<{ from: string }>('loyalty.points');
  let made = 0;
  const host = hostOf([
    plugin('loyalty', {
      provides: [points],
      services: [
        service(points, ({ plugin }) => {
          made += 1;
          return { from: plugin };
        }),
      ],
    }),
  ]);
  assert.equal(made, 0);
  assert.deepEqual(host.service(points, contextOf), { from: 'loyalty' });
  host.service(points, contextOf);
  assert.equal(made, 1);
  assert.throws(() => host.service(defineService('sales.facts'), contextOf), { code: 'CHL_SERVICE_MISSING' });
});

const wallet = defineService<string>('wallet.pass');
const brokenWallet = plugin('wallet', {
  services: [
    service(wallet, (): string => {
      throw new Error('no certificate');
    }),
  ],
  contributes: [job({ id: 'wallet.renew', title, handle: async () => {} })],
});

test('a service that can not be made names its plugin', () => {
  assert.throws(() => hostOf([brokenWallet]).service(wallet, contextOf), {
    code: 'CHL_SERVICE_FAILED',
    message: /plugin "wallet" could not make its service "wallet\.pass": no certificate/,
  });
  assert.throws(() => hostOf([brokenWallet]).makeServices(contextOf), { code: 'CHL_SERVICE_FAILED' });
});

test('services that need each other to be made are shown as a circle', () => {
  const [a, b] = [defineService<string>('ring.a'), defineService<string>('ring.b')];
  const ring: Plugin = plugin('ring', {
    services: [service(a, (context) => context.service(b)), service(b, (context) => context.service(a))],
  });
  const host = hostOf([ring]);
  const deep = (id: string): Context =>
    ({ plugin: id, service: (token) => host.service(token, deep) }) as Context;
  assert.throws(() => host.service(a, deep), /ring\.a → ring\.b → ring\.a/);
});

test('with onPluginFailure continue, a plugin that failed and those that need it stand still, the others go on', () => {
  const visit = momentType({
    type: 'pass.shown',
    version: 1,
    stage: 'entry',
    title,
    schema: Type.Object({}),
    summary: () => '',
  });
  const host = hostOf(
    [
      plugin('wallet', { ...brokenWallet, contributes: [...brokenWallet.contributes!, visit] }),
      needing(
        'club',
        { wallet: '^0.1.0' },
        { contributes: [job({ id: 'club.count', title, handle: async () => {} })] },
      ),
      plugin('sales', { contributes: [job({ id: 'sales.count', title, handle: async () => {} })] }),
    ],
    { onPluginFailure: 'continue' },
  );
  host.makeServices(contextOf);
  assert.deepEqual(
    host.extensions.all(jobs).map(({ value }) => value.id),
    ['sales.count'],
  );
  assert.equal(host.extensions.all(momentTypes).length, 1, 'sources can go on sending');
  assert.deepEqual(
    host.health().map(({ id, state }) => [id, state]),
    [
      ['wallet', 'failed'],
      ['club', 'failed'],
      ['sales', 'ok'],
    ],
  );
  assert.match(host.health()[0]!.error!, /no certificate/);
});

test('with onPluginFailure abort, a plugin that failed stops the start and is named', () => {
  assert.throws(() => hostOf([plugin('sales')]).failed('sales', new Error('relation is missing')), {
    code: 'CHL_PLUGIN_FAILED',
    message: /plugin "sales": relation is missing/,
  });
});

test('what is listed as a plugin and is none is told with its mend', () => {
  assert.match(faultsOf([undefined as unknown as Plugin])[0]!, /is not a plugin/);
});

test('a table that a merge would leave behind is found, with what to contribute', () => {
  const table = {
    table: 'points.balance',
    customer: 'customer_id',
    export: 'rows',
    erase: 'delete',
  } as const;
  const derived = { ...table, merge: 'derived' } as const;
  const own = { ...table, merge: 'own' } as const;
  const merge = async () => {};
  assert.match(faultsOf([plugin('points', { personalData: [derived] })])[0]!, /with recompute/);
  const half = plugin('points', { personalData: [own], contributes: [identityChange({ merge })] });
  assert.match(faultsOf([half])[0]!, /with merge and split/);
  const whole = identityChange({ merge, split: merge, recompute: merge });
  assert.deepEqual(faultsOf([plugin('points', { personalData: [derived, own], contributes: [whole] })]), []);
});
