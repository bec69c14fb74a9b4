import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { definePlugin } from '../plugin/define-plugin.ts';
import { onBothDatabases, startTestChaland, testDatabase } from '../testing/index.ts';

const wallet = definePlugin({
  id: 'wallet',
  version: '1.0.0',
  title: { en: 'Wallet', fr: 'Portefeuille' },
  requires: { api: '^1.0' },
  settings: Type.Object({
    days: Type.Integer({ default: 30 }),
    token: Type.Optional(Type.String({ 'x-secret': true })),
  }),
});
const token = 'correct-horse-battery';

onBothDatabases((on) => {
  test('settings are read with their schema and ETag, and changed from that ETag', async () => {
    await using app = await startTestChaland({ on, plugins: [wallet] });
    const before = await app.get('/api/settings/wallet');
    assert.deepEqual([before.status, before.headers.get('etag')], [200, '"0"']);
    assert.deepEqual(before.body.value, { days: 30 });
    assert.equal(before.body.schema.properties.token['x-secret'], true);

    const unread = await app.put('/api/settings/wallet', { days: 60 });
    assert.deepEqual([unread.status, unread.body.code], [428, 'CHL_PRECONDITION_REQUIRED']);
    const after = await app.put('/api/settings/wallet', { days: 60 }, { 'if-match': '"0"' });
    assert.deepEqual([after.status, after.headers.get('etag')], [200, '"1"']);
    const late = await app.put('/api/settings/wallet', { days: 90 }, { 'if-match': '"0"' });
    assert.deepEqual([late.status, late.body.code], [412, 'CHL_PRECONDITION_FAILED']);
    assert.equal((await app.settings.of<{ days: number }>('wallet')).days, 60);
  });

  test('a secret never appears in an answer, in the audit trail, or in the clear in the database', async () => {
    await using app = await startTestChaland({ on, plugins: [wallet] });
    const put = await app.put('/api/settings/wallet', { token }, { 'if-match': '*' });
    const refused = await app.put('/api/settings/wallet', { token, days: token }, { 'if-match': '*' });
    assert.equal(refused.status, 422);
    const audit = await app.get('/api/audit');
    assert.equal(audit.status, 200);
    const rows = await app.db.query('select plugin, value, secrets from chaland.setting');
    const seen = JSON.stringify([put.body, refused.body, audit.body, rows]);
    assert.ok(!seen.includes(token), seen);
    assert.match(seen, /"token":"\*{8}"/);
    assert.equal((await app.settings.of<{ token: string }>('wallet')).token, token);
  });
});

test('what was set is told beside what is in force, without secrets', async () => {
  await using app = await startTestChaland({ plugins: [wallet] });
  assert.deepEqual((await app.get('/api/settings/wallet')).body.set, {});
  const { body } = await app.put('/api/settings/wallet', { token }, { 'if-match': '"0"' });
  assert.deepEqual([body.set, body.value.days], [{}, 30]);
  const { body: days } = await app.put('/api/settings/wallet', { days: 60 }, { 'if-match': '"1"' });
  assert.deepEqual(days.set, { days: 60 });
});

test('what was set under an older schema is told with its place, and can be corrected', async () => {
  await using database = await testDatabase({ plugins: [wallet] });
  await using before = await startTestChaland({ plugins: [wallet], database });
  await before.put('/api/settings/wallet', { days: 60, token }, { 'if-match': '"0"' });
  const newer = definePlugin({
    ...wallet,
    settings: Type.Object({
      weeks: Type.Integer(),
      days: Type.Optional(Type.Integer({ maximum: 31 })),
      token: Type.Optional(Type.String({ 'x-secret': true, minLength: 12 })),
    }),
  });
  await using after = await startTestChaland({ plugins: [newer], database });
  const { status, body, headers } = await after.get('/api/settings/wallet');
  assert.equal(status, 200);
  assert.deepEqual(body.faults, [
    { pointer: '/weeks', message: 'is required' },
    { pointer: '/days', message: 'must be <= 31' },
  ]);
  const mended = await after.put('/api/settings/wallet', { weeks: 2 }, { 'if-match': headers.get('etag')! });
  assert.deepEqual([mended.status, mended.body.faults], [200, []]);
  assert.equal((await after.settings.of<{ weeks: number }>('wallet')).weeks, 2);
});

test('the settings of a plugin that is not enabled are not there', async () => {
  await using app = await startTestChaland({ plugins: [wallet] });
  assert.equal((await app.get('/api/settings/loyalty')).status, 404);
  const put = await app.put('/api/settings/loyalty', {}, { 'if-match': '*' });
  assert.deepEqual([put.status, put.body.code], [404, 'CHL_NOT_FOUND']);
});

test('reading settings and changing them take their permissions', async () => {
  await using app = await startTestChaland({ plugins: [wallet] });
  const reader = app.as(await app.keyWith(['settings.read']));
  assert.equal((await reader.get('/api/settings/wallet')).status, 200);
  assert.equal((await reader.put('/api/settings/wallet', {}, { 'if-match': '*' })).status, 403);
});
