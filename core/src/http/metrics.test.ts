import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onPostgres, startTestChaland } from '../testing/index.ts';

/** One line's value in the text format. */
function figure(text: string, name: string): number | undefined {
  const line = text.split('\n').find((line) => line.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

describe('the figures', () => {
  test('tell requests by path pattern and status', async () => {
    await using app = await startTestChaland();
    await app.get('/api/stores/NONE');
    const { body, headers } = await app.get('/metrics');
    assert.match(headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    assert.equal(
      figure(
        body,
        'chaland_http_request_duration_seconds_count{method="GET",path="/api/stores/{code}",status="404"}',
      ),
      1,
    );
    assert.equal(figure(body, 'chaland_moments_total{fate="recorded"}'), 0);
    assert.equal(figure(body, 'chaland_audit_dropped_entries'), 0);
    assert.ok(figure(body, 'process_resident_memory_bytes')! > 1_000_000);
  });

  test('tell what became of moments, one by one and in batches', async () => {
    await using app = await startTestChaland();
    const unknown = { id: '1', source: 'till', type: 'no-such-type', time: '2026-03-02T09:00:00Z', data: {} };
    await app.post('/api/moments', unknown);
    await app.post('/api/moments', [unknown, unknown]);
    const { body } = await app.get('/metrics');
    assert.equal(figure(body, 'chaland_moments_total{fate="rejected"}'), 3);
  });

  test('need a key with the permission, wherever the request comes from', async () => {
    await using app = await startTestChaland();
    assert.equal((await app.as(null).get('/metrics')).status, 401);
    assert.equal((await app.as(await app.keyWith(['stores.read'])).get('/metrics')).status, 403);
    assert.equal((await app.as(await app.keyWith(['metrics.read'])).get('/metrics')).status, 200);
  });
});

onPostgres(() => {
  test('the figures tell how busy the pool of sessions is', async () => {
    await using app = await startTestChaland({ on: 'postgres' });
    const { body } = await app.get('/metrics');
    assert.ok(figure(body, 'chaland_database_sessions{state="open"}')! > 0);
    assert.equal(figure(body, 'chaland_database_sessions{state="waiting"}'), 0);
  });
});

describe('health', () => {
  test('needs no key', async () => {
    await using app = await startTestChaland();
    assert.deepEqual((await app.as(null).get('/health/live')).body, { state: 'ok', checks: {} });
    const { status, body } = await app.as(null).get('/health/ready');
    assert.equal(status, 200);
    assert.equal(body.checks.database.state, 'ok');
    assert.equal(body.checks.migrations.state, 'ok');
  });

  test('is not ready while migrations are missing', async () => {
    await using app = await startTestChaland();
    await app.db.query("delete from chaland.migration where name = '0006-setting'");
    const { status, body } = await app.get('/health/ready');
    assert.equal(status, 503);
    assert.match(body.checks.migrations.detail, /chaland migrate/);
  });

  test('is not ready once it is closing', async () => {
    await using app = await startTestChaland();
    await app.http.close();
    assert.equal((await app.get('/health/ready')).body.checks.process.state, 'failed');
  });
});
