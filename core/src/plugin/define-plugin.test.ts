import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { connector } from '../connection/connector.ts';
import { type Problem, problem } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { job } from '../job/job.ts';
import { channel } from '../message/channel.ts';
import { sendRule } from '../message/send-rule.ts';
import { subscriber } from '../moment/stream/subscriber.ts';
import { momentType } from '../moment/type.ts';
import { definePlugin, type Plugin } from './define-plugin.ts';
import { defineService, service } from './service.ts';

const title = { en: 'Loyalty', fr: 'Fidélité' };
const sound: Plugin = { id: 'loyalty', version: '1.0.0', title, requires: { api: '^1.0' } };

/** The faults of a declaration, each as its place and what is said. */
function faultsOf(declaration: unknown): Record<string, string> {
  try {
    definePlugin(declaration as Plugin);
  } catch (error) {
    const { code, details } = error as Problem;
    assert.equal(code, 'CHL_PLUGIN_INVALID');
    return Object.fromEntries(
      details.errors!.map(({ pointer, message }) => [pointer.replace(/^\/plugins\/[^/]*/, ''), message]),
    );
  }
  return {};
}
const placesOf = (declaration: unknown) => Object.keys(faultsOf(declaration)).sort();

test('a sound declaration is returned as it is, and can not be changed', () => {
  const plugin = definePlugin(sound);
  assert.equal(plugin.id, 'loyalty');
  assert.ok(Object.isFrozen(plugin));
});

test('everything that is wrong with a declaration is told at once, each with its mend', () => {
  const faults = faultsOf({
    ...sound,
    version: '1',
    title: { en: 'Loyalty' },
    requires: { api: 'one', plugins: { sales: '' } },
    contribute: [],
  });
  assert.deepEqual(faults, {
    '/contribute': 'declares "contribute", which means nothing. Did you mean "contributes"? Remove it',
    '/version':
      'has the version "1", which is not semantic. Take the version of the plugin\'s package.json, such as 1.0.0',
    '/title': 'has no title in both languages. Write title: { en: …, fr: … }',
    '/requires/api': 'requires "one", which is not a range. Write a semver range such as \'^1.0\'',
    '/requires/plugins/sales': 'requires "", which is not a range. Write a semver range such as \'^1.0\'',
  });
});

test("an id that is Chaland's or PostgreSQL's own is refused", () => {
  for (const id of [
    'core',
    'chaland',
    'public',
    'pgboss',
    'pg-catalog',
    'Loyalty',
    'loyalty_card',
    '-a',
    '',
  ]) {
    assert.deepEqual(placesOf({ ...sound, id }), ['/id'], id);
  }
});

test('migrations are numbered, each number once, in their order', () => {
  const migrations = [
    { name: '0001-accounts', up: '' },
    { name: '0003-tiers', up: '' },
    { name: '0002-points', up: '' },
    { name: '0004-none' },
    { name: 'more', up: '' },
  ];
  assert.deepEqual(placesOf({ ...sound, migrations }), [
    '/migrations/2',
    '/migrations/3/up',
    '/migrations/4/name',
  ]);
  const twice = [
    { name: '0001-a', up: '' },
    { name: '0001-b', up: '' },
  ];
  assert.deepEqual(placesOf({ ...sound, migrations: twice }), ['/migrations/1']);
});

test('a plugin keeps to its own names: permissions, tables, services, routes, jobs and subscribers', () => {
  const elsewhere = defineService<number>('sales.facts');
  const handle = async () => {};
  assert.deepEqual(
    placesOf({
      ...sound,
      permissions: [{ id: 'sales.read', title }],
      personalData: [
        { table: 'chaland.customer', customer: 'id', export: 'rows', erase: 'delete', merge: 'own' },
      ],
      services: [service(elsewhere, () => 1)],
      contributes: [
        job({ id: 'sales.count', title, handle }),
        subscriber({ id: 'count', title, from: 'now', handle }),
        route({
          method: 'GET',
          path: '/api/loyalty',
          summary: 'Points',
          tag: 'Loyalty',
          permission: null,
          responses: {},
          handler: async () => ({}),
        }),
      ],
    }),
    [
      '/contributes/0/id',
      '/contributes/1/id',
      '/contributes/2/path',
      '/permissions/0/id',
      '/personalData/0/table',
      '/services',
    ],
  );
});

test('a service that is provided is also made', () => {
  assert.deepEqual(placesOf({ ...sound, provides: [defineService('loyalty.points')] }), ['/provides']);
});

test('a route describes each parameter of its path', () => {
  const responses = {};
  const handler = async () => ({});
  const of = (path: string, params = Type.Object({ card: Type.String() })) =>
    route({ method: 'GET', path, summary: 's', tag: 't', permission: null, params, responses, handler });
  assert.deepEqual(placesOf({ ...sound, contributes: [of('/api/x/loyalty/cards/{card}')] }), []);
  assert.deepEqual(placesOf({ ...sound, contributes: [of('/api/x/loyalty/cards/{number}')] }), [
    '/contributes/0/params',
  ]);
});

test('a moment type can raise each of its older versions', () => {
  const type = momentType({
    type: 'points.earned',
    version: 3,
    stage: 'after',
    title,
    schema: Type.Object({ points: Type.Integer() }),
    summary: ({ points }) => `${points}`,
    upcast: { 2: (data) => data },
  });
  assert.deepEqual(faultsOf({ ...sound, contributes: [type] }), {
    '/contributes/0/upcast':
      'can\'t raise "points.earned" from version 1 to 2. Write upcast: { 1: (data) => … }',
  });
});

test('a connector has an id of its own, args, and something that comes to it', () => {
  const placesWith = (given: object) =>
    placesOf({
      ...sound,
      contributes: [
        connector({
          id: 'loyalty',
          title,
          description: title,
          args: Type.Object({ token: Type.String({ 'x-secret': true }) }),
          identity: () => 'one',
          check: async () => ({ ok: true }),
          receive: () => ({ deliveries: [] }),
          map: () => ({}),
          ...given,
        } as never),
      ],
    });
  assert.deepEqual(placesWith({}), []);
  assert.deepEqual(placesWith({ id: 'loyalty.shop', rate: { requests: 2, per: 1 } }), []);
  assert.deepEqual(placesWith({ id: 'shop' }), ['/contributes/0/id']);
  assert.deepEqual(placesWith({ args: undefined }), ['/contributes/0/args']);
  assert.deepEqual(placesWith({ receive: undefined }), ['/contributes/0/receive']);
  assert.deepEqual(placesWith({ pullEvery: 5 }), ['/contributes/0/pullEvery']);
  assert.deepEqual(placesWith({ map: undefined, rate: { requests: 0, per: 1 } }), [
    '/contributes/0/map',
    '/contributes/0/rate',
  ]);
  const hidden = Type.Object({ keys: Type.Array(Type.Object({ key: Type.String({ 'x-secret': true }) })) });
  assert.deepEqual(placesWith({ args: hidden }), ['/contributes/0/args']);
});

test('a channel says what it is called, what a message is made of, and where it reaches people', () => {
  const args = Type.Object({ text: Type.String() });
  const send = async () => ({});
  const faulty = (given: object) =>
    placesOf({
      ...sound,
      contributes: [channel({ id: 'sms', title, args, contact: 'phone', send, ...given } as never)],
    });
  assert.deepEqual(faulty({}), []);
  assert.deepEqual(
    faulty({ id: 'loyalty.SMS', args: undefined, contact: undefined, atOnce: 0, send: undefined }),
    [
      '/contributes/0/args',
      '/contributes/0/atOnce',
      '/contributes/0/contact',
      '/contributes/0/id',
      '/contributes/0/send',
    ],
  );
});

test('a rule of sending has a name of its own, and decides', () => {
  const rule = (given: object) =>
    placesOf({
      ...sound,
      contributes: [sendRule({ id: 'loyalty.quiet', title, decide: () => [], ...given } as never)],
    });
  assert.deepEqual(rule({}), []);
  assert.deepEqual(rule({ id: 'quiet', decide: undefined }), ['/contributes/0/decide', '/contributes/0/id']);
});

test('a secret setting has a place of its own, so not in a list', () => {
  const secret = Type.String({ 'x-secret': true });
  assert.deepEqual(placesOf({ ...sound, settings: Type.Object({ token: secret }) }), []);
  assert.deepEqual(placesOf({ ...sound, settings: Type.Object({ tokens: Type.Array(secret) }) }), [
    '/settings',
  ]);
});

test('what is not a plugin at all is said to be none', () => {
  for (const nothing of [undefined, null, {}, () => {}]) {
    assert.match(Object.values(faultsOf(nothing)).join(), /is not a plugin/);
  }
  assert.deepEqual(placesOf({ ...sound, migrations: {}, contributes: [undefined] }), [
    '/contributes/0',
    '/migrations',
  ]);
});

test('the message of the problem names plugin, fault and mend', () => {
  assert.throws(
    () => definePlugin({ ...sound, version: 'x' }),
    (error: Problem) => {
      assert.ok(error instanceof Error && problem.table.CHL_PLUGIN_INVALID.status === 500);
      assert.match(
        error.message,
        /^CHL_PLUGIN_INVALID: 1 fault:\n- plugin "loyalty" has the version "x".* package\.json/,
      );
      return true;
    },
  );
});
