import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { onBothDatabases, startTestChaland, type TestChaland, testDatabase } from '@chaland/core/testing';
import sales from '@chaland/sales';
import connectorCsv from '../plugin.ts';
import {
  importOf,
  imports,
  receiptFile,
  receiptMapping,
  send,
  until,
  upload,
  uploads,
} from '../testing/upload.ts';

const plugins = [sales, connectorCsv];
const mapping = receiptMapping;
const count = async ({ db }: TestChaland, table: string) =>
  (await db.query<{ n: number }>(`select count(*) as n from ${table}`))[0]!.n;

test('a file is uploaded, tried, imported, and its rejected rows downloaded', async () => {
  using files = uploads();
  await using app = await startTestChaland({ plugins });
  const id = await upload(app, receiptFile(20));
  const waiting = await importOf(app, id);
  assert.equal(waiting.state, 'uploaded');
  assert.equal(waiting.file, 'till.csv');
  assert.equal(statSync(join(files.folder, `${id}.csv`)).mode & 0o777, 0o600);

  const queued = await app.post(`${imports}/${id}/dry-run`, { mapping });
  assert.deepEqual([queued.status, queued.body.state, queued.body.source], [202, 'queued', 'till']);
  await app.drain();
  const checked = await importOf(app, id);
  assert.equal(checked.state, 'checked');
  assert.deepEqual(checked.report.rows, { read: 20, used: 18, rejected: 2 });
  assert.deepEqual(checked.report.reasons, [{ reason: 'voided', rows: 2, example: 'line 2, 12' }]);
  assert.equal(checked.sample.length, 3);
  assert.deepEqual(checked.moments, { recorded: 0, duplicate: 0, refused: 0 });
  assert.equal(await count(app, 'chaland.moment'), 0);

  const started = await app.post(`${imports}/${id}/start`, {});
  assert.deepEqual([started.status, started.body.state], [202, 'queued']);
  await app.drain();
  const done = await importOf(app, id);
  assert.equal(done.state, 'finished');
  assert.deepEqual(done.rows, { total: 20, used: 18, rejected: 2 });
  assert.deepEqual(done.moments, { recorded: 18, duplicate: 0, refused: 0 });
  assert.equal(await count(app, 'chaland.moment'), 18);

  const rejects = await app.get(`${imports}/${id}/rejects`);
  assert.equal(rejects.headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.match(rejects.headers.get('content-disposition')!, /filename\*=UTF-8''till\.csv\.rejects\.csv$/);
  assert.match(rejects.body, /^\ufeff?line,reason,No,Sku,Email\n2,voided,0,VOID,c0@example.org\n/);

  const { items } = (await app.get(imports)).body;
  assert.deepEqual(
    items.map((one: { id: string; state: string }) => [one.id, one.state]),
    [[id, 'finished']],
  );
});

test('started twice, a file is imported once; uploaded twice, everything is a duplicate', async () => {
  using _ = uploads();
  await using app = await startTestChaland({ plugins });
  const id = await upload(app, receiptFile(10));
  await app.post(`${imports}/${id}/start`, { mapping });
  assert.equal((await app.post(`${imports}/${id}/start`, { mapping })).body.state, 'queued');
  await app.drain();
  assert.equal((await app.post(`${imports}/${id}/start`, { mapping })).body.state, 'finished');
  const other = { ...mapping, source: 'other' };
  const refused = await app.post(`${imports}/${id}/start`, { mapping: other });
  assert.deepEqual([refused.status, refused.body.code], [409, 'CSV_IMPORT_BEGUN']);

  const again = await upload(app, gzipSync(receiptFile(10)), 'till.csv.gz');
  await app.post(`${imports}/${again}/start`, { mapping });
  await app.drain();
  assert.deepEqual((await importOf(app, again)).moments, { recorded: 0, duplicate: 9, refused: 0 });
});

onBothDatabases((on) => {
  test('an import tells how far it is, is cancelled, and goes on where it stood', async () => {
    using _ = uploads();
    await using app = await startTestChaland({ plugins, on });
    const id = await upload(app, receiptFile(20_000));
    await app.post(`${imports}/${id}/start`, { mapping });
    const running = app.jobs.drain();
    const live = await until(app, id, ({ moments }) => moments.recorded > 0);
    assert.equal(live.state, 'running');
    assert.equal((await app.post(`${imports}/${id}/start`, { mapping })).status, 202);
    assert.equal((await app.post(`${imports}/${id}/dry-run`, {})).body.code, 'CSV_IMPORT_BUSY');
    assert.equal((await app.post(`${imports}/${id}/cancel`)).status, 202);
    await running;
    const stopped = await importOf(app, id);
    assert.equal(stopped.state, 'stopped');
    assert.ok(stopped.moments.recorded < 18_000);
    assert.equal(await count(app, 'chaland.moment'), stopped.moments.recorded);

    await app.post(`${imports}/${id}/start`, {});
    await app.jobs.drain();
    const done = await importOf(app, id);
    assert.equal(done.state, 'finished');
    assert.deepEqual(done.moments, { recorded: 18_000, duplicate: 0, refused: 0 });
    assert.deepEqual(done.rows, { total: 20_000, used: 18_000, rejected: 2_000 });
  });
});

test('an import whose process is gone is interrupted, and resumed by another', async () => {
  using _ = uploads();
  await using app = await startTestChaland({ plugins });
  const id = await upload(app, receiptFile(50));
  await app.post(`${imports}/${id}/start`, { mapping });
  // A process took it, and was killed.
  await app.db.query(
    `update chaland.job_run set state = 'running', attempts = 1, key = null, lease_until = $1`,
    [new Date(app.clock.now().getTime() + 60_000)],
  );
  await app.db.query(
    `update connector_csv.import set state = 'running', runner = (select id from chaland.job_run), alive_at = $1`,
    [app.clock.now()],
  );
  assert.equal((await importOf(app, id)).state, 'running');
  app.clock.advance({ seconds: 31 });
  assert.equal((await importOf(app, id)).state, 'interrupted');

  assert.equal((await app.post(`${imports}/${id}/start`, {})).body.state, 'queued');
  await app.drain();
  assert.equal((await importOf(app, id)).state, 'finished');
  // What the killed process left to the queue finds nothing to do.
  app.clock.advance({ minutes: 2 });
  await app.drain();
  assert.deepEqual((await importOf(app, id)).moments, { recorded: 45, duplicate: 0, refused: 0 });
});

test('a server that is told to end leaves its import to the next one', async () => {
  using _ = uploads();
  await using database = await testDatabase({ plugins });
  const first = await startTestChaland({ plugins, database });
  const id = await upload(first, receiptFile(20_000));
  await first.post(`${imports}/${id}/start`, { mapping });
  await first.jobs.start();
  await until(first, id, ({ moments }) => moments.recorded > 0);
  await first.close();

  await using next = await startTestChaland({ plugins, database });
  const left = await importOf(next, id);
  assert.equal(left.state, 'queued');
  assert.ok(left.moments.recorded < 18_000);
  await next.drain();
  const { state, moments } = await importOf(next, id);
  assert.deepEqual([state, moments], ['finished', { recorded: 18_000, duplicate: 0, refused: 0 }]);
});

test('what a killed process left is taken up by the queue alone', async () => {
  using _ = uploads();
  await using app = await startTestChaland({ plugins });
  const id = await upload(app, receiptFile(50));
  await app.post(`${imports}/${id}/start`, { mapping });
  await app.db.query(
    `update chaland.job_run set state = 'running', attempts = 1, key = null, lease_until = $1`,
    [new Date(app.clock.now().getTime() + 60_000)],
  );
  await app.db.query(
    `update connector_csv.import set state = 'running', runner = (select id from chaland.job_run), alive_at = $1`,
    [app.clock.now()],
  );
  app.clock.advance({ minutes: 2 });
  await app.drain();
  assert.equal((await importOf(app, id)).state, 'finished');
});

test('a file that cannot be read fails, and says why', async () => {
  using _ = uploads();
  await using app = await startTestChaland({ plugins });
  const id = await upload(app, 'A,B\n1,2\n');
  await app.post(`${imports}/${id}/start`, { mapping });
  await app.drain();
  const { state, problem } = await importOf(app, id);
  assert.equal(state, 'failed');
  assert.equal(problem.code, 'CSV_COLUMN_MISSING');
  assert.equal(
    (await app.post(`${imports}/${id}/start`, { mapping: { source: 'x' } })).body.code,
    'CSV_MAPPING_INVALID',
  );
  assert.equal((await app.post(`${imports}/${id}/start`, { mapping: 'nobody' })).body.pointer, '/mapping');

  const cut = await upload(app, gzipSync(receiptFile(5_000)).subarray(0, 9_000), 'till.csv.gz');
  await app.post(`${imports}/${cut}/start`, { mapping });
  await app.drain();
  assert.equal((await importOf(app, cut)).problem.code, 'CSV_FILE_CUT_SHORT');
});

test('what cannot be an import leaves nothing on the disk', async () => {
  using files = uploads();
  await using app = await startTestChaland({ plugins, settings: { 'connector-csv': { largestFile: 1 } } });
  const tooLarge = await send(app, `${receiptFile(10)}${'x'.repeat(1024 * 1024)}`);
  assert.equal(tooLarge.status, 413);
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  void writer.write(new Uint8Array(2 * 1024 * 1024)).catch(() => {});
  const streamed = await app.request(`${imports}?name=a.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: readable,
    duplex: 'half',
  } as RequestInit);
  assert.equal(streamed.status, 413);
  assert.equal((await send(app, '')).status, 422);
  assert.equal((await send(app, new Uint8Array([0x50, 0x4b, 3, 4, 0]))).status, 422);
  assert.equal((await send(app, 'A\n1\n', { name: '../../etc/passwd' })).status, 422);
  assert.equal((await send(app, 'A\n1\n', { type: 'image/png' })).status, 415);
  assert.deepEqual(readdirSync(files.folder), []);
});

test('files are removed when their days are over, and at once where somebody asks', async () => {
  using files = uploads();
  await using app = await startTestChaland({ plugins });
  const id = await upload(app, receiptFile(20));
  await app.post(`${imports}/${id}/start`, { mapping });
  await app.drain();
  const never = await upload(app, receiptFile(1));
  assert.equal(
    (await importOf(app, id)).keptUntil,
    new Date(app.clock.now().getTime() + 7 * 24 * 3_600_000).toISOString(),
  );
  // A process that ended while it wrote.
  writeFileSync(join(files.folder, '0190a0a0-0000-7000-8000-000000000000.csv'), 'x');
  app.clock.advance({ days: 8 });
  await app.drain();
  const { keptUntil, rejects, moments } = await importOf(app, id);
  assert.deepEqual([keptUntil, rejects, moments.recorded], [null, false, 18]);
  assert.equal((await app.get(`${imports}/${never}`)).status, 404);
  assert.equal((await app.get(`${imports}/${id}/rejects`)).status, 404);
  assert.ok(!existsSync(join(files.folder, `${id}.csv`)));

  const other = await upload(app, receiptFile(20));
  assert.equal((await app.delete(`${imports}/${other}/file`)).status, 204);
  assert.equal((await app.get(`${imports}/${other}`)).status, 404);
  const left = readdirSync(files.folder).filter((name) => name.startsWith(id) || name.startsWith(other));
  assert.deepEqual(left, []);
});

test('who may only see imports can neither upload nor read a row', async () => {
  using _ = uploads();
  await using app = await startTestChaland({ plugins });
  const id = await upload(app, receiptFile(20));
  await app.post(`${imports}/${id}/dry-run`, { mapping });
  await app.drain();
  const reader = app.as(await app.keyWith(['connector-csv.imports.read']));
  assert.equal((await send(reader, 'A\n1\n')).status, 403);
  assert.equal((await reader.post(`${imports}/${id}/start`, {})).status, 403);
  assert.equal((await reader.get(`${imports}/${id}/rejects`)).status, 403);
  const seen = await importOf(reader, id);
  assert.equal(seen.report.rows.read, 20);
  assert.equal(seen.sample, null);
});
