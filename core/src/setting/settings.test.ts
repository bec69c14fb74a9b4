import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Type } from 'typebox';
import type { Database } from '../data/database.ts';
import type { Problem } from '../http/problem.ts';
import { definePlugin } from '../plugin/define-plugin.ts';
import { onBothDatabases, testClock, testDatabase } from '../testing/index.ts';
import { secretKey } from './secret-key.ts';
import { secretMask } from './secret-values.ts';
import { createSettings } from './settings.ts';

const loyalty = definePlugin({
  id: 'loyalty',
  version: '1.0.0',
  title: { en: 'Loyalty', fr: 'Fidélité' },
  requires: { api: '^1.0' },
  settings: Type.Object({
    pointsPerEuro: Type.Integer({ minimum: 1, default: 1 }),
    welcome: Type.Integer({ default: 10 }),
    wallet: Type.Object(
      {
        url: Type.Optional(Type.String({ format: 'uri' })),
        token: Type.Optional(Type.String({ minLength: 3, 'x-secret': true })),
      },
      { default: {} },
    ),
  }),
});
const strict = definePlugin({
  ...loyalty,
  id: 'strict',
  settings: Type.Object({ account: Type.String(), apiKey: Type.String({ 'x-secret': true }) }),
});

const mail = definePlugin({
  ...loyalty,
  id: 'mail',
  settings: Type.Object({
    host: Type.String({ 'x-address': true }),
    port: Type.Integer({ default: 587, 'x-address': true }),
    password: Type.Optional(Type.String({ 'x-secret': true })),
  }),
});

const key = randomBytes(32).toString('base64');
const token = 'correct-horse-battery';

function settingsOf(
  db: Database,
  configured: Record<string, Record<string, unknown>> = {},
  secret: string | undefined = key,
) {
  const clock = testClock();
  const settings = createSettings({
    db,
    clock,
    plugins: { enabled: [loyalty, strict, mail] },
    config: { settings: configured },
    key: secretKey(secret),
  });
  return { settings, clock };
}

onBothDatabases((on) => {
  test('settings are the defaults, over them the configuration, over that what was set', async () => {
    await using db = await testDatabase({ on });
    const { settings } = settingsOf(db, { loyalty: { welcome: 20, wallet: { url: 'https://a.example' } } });
    assert.deepEqual(await settings.of('loyalty'), {
      pointsPerEuro: 1,
      welcome: 20,
      wallet: { url: 'https://a.example' },
    });
    await settings.put('loyalty', { pointsPerEuro: 3 }, { expectedVersion: 0 });
    assert.deepEqual(await settings.of('loyalty'), {
      pointsPerEuro: 3,
      welcome: 20,
      wallet: { url: 'https://a.example' },
    });
    await settings.put('loyalty', {}, { expectedVersion: 1 });
    assert.deepEqual(await settings.of('loyalty'), {
      pointsPerEuro: 1,
      welcome: 20,
      wallet: { url: 'https://a.example' },
    });
  });

  test('another process sees a change within seconds', async () => {
    await using db = await testDatabase({ on });
    const [here, there] = [settingsOf(db), settingsOf(db)];
    await there.settings.of('loyalty');
    await here.settings.put('loyalty', { welcome: 50 }, { expectedVersion: 0 });
    there.clock.advance({ seconds: 3 });
    assert.equal((await there.settings.of<{ welcome: number }>('loyalty')).welcome, 50);
  });

  test('a unit of work reads settings while others who ask for them wait for its session', async () => {
    await using db = await testDatabase({ on, connections: 1 });
    const { settings } = settingsOf(db);
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const inside = db.transaction(async () => {
      begin();
      await asked;
      await settings.put('loyalty', { welcome: 50 }, { expectedVersion: 0 });
      return settings.of<{ welcome: number }>('loyalty');
    });
    await begun;
    const outside = settings.of('loyalty');
    ask();
    assert.equal((await inside).welcome, 50);
    await outside;
  });

  test('of two people who change the same settings, the second is told', async () => {
    await using db = await testDatabase({ on });
    const { settings } = settingsOf(db);
    const both = await Promise.allSettled([
      settings.put('loyalty', { welcome: 1 }, { expectedVersion: 0 }),
      settings.put('loyalty', { welcome: 2 }, { expectedVersion: 0 }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(settings.put('loyalty', { welcome: 3 }, { expectedVersion: 7 }), {
      code: 'CHL_PRECONDITION_FAILED',
    });
    assert.equal((await settings.read('loyalty')).version, 1);
  });

  test('a secret is kept encrypted, is masked for people, and is there for its plugin', async () => {
    await using db = await testDatabase({ on });
    const { settings } = settingsOf(db);
    const { value, changed } = await settings.put('loyalty', { wallet: { token } }, { expectedVersion: 0 });
    assert.deepEqual(value.wallet, { token: secretMask });
    assert.deepEqual(changed, ['/wallet', '/wallet/token']);
    assert.deepEqual((await settings.of<{ wallet: unknown }>('loyalty')).wallet, { token });
    const [row] = await db.query('select * from chaland.setting');
    assert.doesNotMatch(JSON.stringify(row), new RegExp(token));
  });

  test('a secret that is left out or sent back masked stays, and null removes it', async () => {
    await using db = await testDatabase({ on });
    const { settings } = settingsOf(db);
    const tokenNow = async () => (await settings.of<{ wallet: { token?: string } }>('loyalty')).wallet.token;
    await settings.put('loyalty', { wallet: { token } }, { expectedVersion: 0 });
    await settings.put('loyalty', { welcome: 5 }, { expectedVersion: 1 });
    assert.equal(await tokenNow(), token);
    await settings.put('loyalty', (await settings.read('loyalty')).value, { expectedVersion: 2 });
    assert.equal(await tokenNow(), token);
    await settings.put('loyalty', { wallet: { token: null } }, { expectedVersion: 3 });
    assert.equal(await tokenNow(), undefined);
  });

  test('a secret goes nowhere else than it was entered for, unless it is entered again', async () => {
    await using db = await testDatabase({ on });
    const { settings } = settingsOf(db);
    const put = (expectedVersion: number, wallet: Record<string, unknown>, welcome = 10) =>
      settings.put('loyalty', { welcome, wallet }, { expectedVersion });
    const refused = {
      code: 'CHL_PLUGIN_SETTINGS_INVALID',
      message: /\/wallet\/token must be entered again/,
    };
    await put(0, { url: 'https://wallet.example', token });
    await put(1, { url: 'https://wallet.example', token: secretMask }, 5);
    await assert.rejects(put(2, { url: 'https://elsewhere.example', token: secretMask }), refused);
    await assert.rejects(put(2, {}), refused, 'not over nowhere, either');
    assert.equal((await settings.read('loyalty')).version, 2, 'nothing was kept');
    await put(2, { url: 'https://elsewhere.example', token });
    await put(3, { url: 'https://third.example', token: null });
  });

  test('a configured secret goes to the configured address, or to where people first say', async () => {
    await using db = await testDatabase({ on });
    const wallet = { url: 'https://wallet.example', token };
    const { settings } = settingsOf(db, { loyalty: { wallet } });
    const elsewhere = { wallet: { url: 'https://elsewhere.example' } };
    const put = settings.put('loyalty', elsewhere, { expectedVersion: 0 });
    await assert.rejects(put, /token must be entered again/);
    const half = settingsOf(db, { loyalty: { wallet: { token } } }).settings;
    await half.put('loyalty', elsewhere, { expectedVersion: 0 });
    const third = { wallet: { url: 'https://third.example' } };
    await assert.rejects(half.put('loyalty', third, { expectedVersion: 1 }), /token must be entered again/);
  });

  test('what was half configured is completed by people, address and all, and then stays bound to it', async () => {
    await using db = await testDatabase({ on });
    const { settings } = settingsOf(db, { mail: { password: token } });
    const put = (host: string, expectedVersion: number) =>
      settings.put('mail', { host }, { expectedVersion });
    await put('smtp.example.com', 0);
    assert.equal((await settings.of<{ password: string }>('mail')).password, token);
    await assert.rejects(put('smtp.elsewhere.example', 1), /password must be entered again/);
  });

  test('a secret moved to another setting in the database does not decrypt', async () => {
    await using db = await testDatabase({ on });
    const { settings } = settingsOf(db);
    await settings.put('loyalty', { wallet: { token } }, { expectedVersion: 0 });
    await db.query(
      `insert into chaland.setting (plugin, value, secrets, updated_at)
       select 'strict', '{"account":"a"}', jsonb_build_object('/apiKey', secrets->'/wallet/token'), updated_at
       from chaland.setting`,
    );
    await assert.rejects(settings.of('strict'), { code: 'CHL_SECRET_UNREADABLE' });
  });
});

test('a value that does not fit is refused with its place, and nothing is stored', async () => {
  await using db = await testDatabase();
  const { settings } = settingsOf(db);
  await assert.rejects(
    settings.put('loyalty', { pointsPerEuro: 0, welcom: 5, wallet: { token: 'no' } }, { expectedVersion: 0 }),
    (error: Problem) => {
      assert.equal(error.code, 'CHL_PLUGIN_SETTINGS_INVALID');
      assert.deepEqual(error.details.errors, [
        { pointer: '/welcom', message: 'is not a known field. Did you mean "welcome"?' },
        { pointer: '/pointsPerEuro', message: 'must be >= 1' },
        { pointer: '/wallet/token', message: 'must NOT have fewer than 3 characters' },
      ]);
      return true;
    },
  );
  assert.equal((await settings.read('loyalty')).version, 0);
});

test('a secret of the wrong type is refused without being told', async () => {
  await using db = await testDatabase();
  const { settings } = settingsOf(db);
  await assert.rejects(
    settings.put('loyalty', { wallet: { token: { inner: token } } }, { expectedVersion: 0 }),
    (error: Problem) => !JSON.stringify([error, error.message]).includes(token),
  );
});

test('configured settings that do not fit are told at boot, for all plugins at once', async () => {
  await using db = await testDatabase();
  assert.throws(
    () => settingsOf(db, { loyalty: { welcome: 'ten' }, strict: { acount: 'a' } }),
    (error: Problem) => {
      assert.deepEqual(
        error.details.errors?.map(({ pointer }) => pointer),
        ['/settings/loyalty/welcome', '/settings/strict/acount'],
      );
      assert.match(error.message, /chaland\.config\.ts/);
      return true;
    },
  );
});

test('what is needed may come half from the configuration and half from people', async () => {
  await using db = await testDatabase();
  const { settings } = settingsOf(db, { strict: { account: 'a' } });
  await assert.rejects(settings.of('strict'), /\/apiKey is required.*PUT \/api\/settings\/strict/);
  await settings.put('strict', { apiKey: token }, { expectedVersion: 0 });
  assert.deepEqual(await settings.of('strict'), { account: 'a', apiKey: token });
});

test('settings of a plugin that has none are empty, and nobody can set them', async () => {
  await using db = await testDatabase();
  const { settings } = settingsOf(db);
  assert.deepEqual(await settings.of('elsewhere'), {});
  await assert.rejects(settings.read('elsewhere'), { code: 'CHL_NOT_FOUND' });
  await assert.rejects(settings.put('elsewhere', {}, { expectedVersion: 0 }), { code: 'CHL_NOT_FOUND' });
});

test('without a key a secret is refused, and the rest can be set', async () => {
  await using db = await testDatabase();
  const { settings } = settingsOf(db, {}, '');
  await assert.rejects(settings.put('loyalty', { wallet: { token } }, { expectedVersion: 0 }), {
    code: 'CHL_SECRET_KEY_MISSING',
  });
  await settings.put('loyalty', { welcome: 1 }, { expectedVersion: 0 });
});

test('under another key a secret can not be read, and can be set anew', async () => {
  await using db = await testDatabase();
  await settingsOf(db).settings.put('loyalty', { wallet: { token } }, { expectedVersion: 0 });
  const { settings } = settingsOf(db, {}, randomBytes(32).toString('base64'));
  await assert.rejects(settings.of('loyalty'), { code: 'CHL_SECRET_UNREADABLE' });
  await settings.put('loyalty', { wallet: { token: 'new one' } }, { expectedVersion: 1 });
  assert.deepEqual((await settings.of<{ wallet: unknown }>('loyalty')).wallet, { token: 'new one' });
});
