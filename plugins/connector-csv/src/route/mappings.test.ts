import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestChaland } from '@chaland/core/testing';
import connectorCsv from '../plugin.ts';
import { imports, receiptFile, receiptMapping, upload, uploads } from '../testing/upload.ts';

const mappings = '/api/x/connector-csv/mappings';
const plugins = [connectorCsv];

test('mappings are saved beside those that come with the plugin, and listed in pages', async () => {
  await using app = await startTestChaland({ plugins });
  assert.equal((await app.put(`${mappings}/paris`, receiptMapping)).status, 201);
  const first = (await app.get(`${mappings}?limit=2`)).body;
  const second = (await app.get(`${mappings}?limit=2&cursor=${first.next}`)).body;
  const told = [...first.items, ...second.items].map(({ id, shipped }) => [id, shipped]);
  assert.deepEqual(told, [
    ['online-retail', true],
    ['paris', false],
    ['till', true],
  ]);
  assert.equal(second.next, null);
  assert.deepEqual((await app.get(`${mappings}/paris`)).body.mapping, receiptMapping);
  assert.equal((await app.get(`${mappings}/till`)).body.mapping.source, 'till-lyon');
});

test('a saved mapping is changed only by who knows its last version', async () => {
  await using app = await startTestChaland({ plugins });
  const { headers } = await app.put(`${mappings}/paris`, receiptMapping);
  const other = { ...receiptMapping, source: 'other' };
  assert.equal((await app.put(`${mappings}/paris`, other)).status, 428);
  const changed = await app.put(`${mappings}/paris`, other, { 'if-match': headers.get('etag')! });
  assert.deepEqual([changed.status, changed.body.source, changed.body.version], [200, 'other', 2]);
  assert.equal((await app.put(`${mappings}/paris`, other, { 'if-match': headers.get('etag')! })).status, 412);
  assert.equal((await app.delete(`${mappings}/paris`, { 'if-match': '"2"' })).status, 204);
  assert.equal((await app.get(`${mappings}/paris`)).status, 404);
  assert.equal((await app.put(`${mappings}/till`, other)).body.code, 'CSV_MAPPING_SHIPPED');
});

test('a mapping with mistakes is refused with each of them, and the schema says how to write one', async () => {
  await using app = await startTestChaland({ plugins });
  const { status, body } = await app.put(`${mappings}/paris`, { ...receiptMapping, sorce: 'x', moments: [] });
  assert.equal(status, 422);
  assert.deepEqual(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort(), [
    '/moments',
    '/sorce',
  ]);
  const schema = (await app.get('/api/x/connector-csv/mapping-schema')).body;
  assert.ok(schema.properties.moments);
});

test('an uploaded file shows which mappings fit it, and what the others miss', async () => {
  using _ = uploads();
  await using app = await startTestChaland({ plugins });
  await app.put(`${mappings}/paris`, receiptMapping);
  const id = await upload(app, receiptFile(3));
  const { body } = await app.get(`${imports}/${id}/mappings`);
  const [first, second] = body.items;
  assert.deepEqual(first, { id: 'paris', title: 'One receipt a row', fits: true, why: null });
  assert.equal(second.fits, false);
  assert.match(second.why, /"InvoiceNo"/);
  await app.delete(`${imports}/${id}/file`);
  assert.equal((await app.get(`${imports}/${id}/mappings`)).body.code, 'CSV_FILE_GONE');
});
