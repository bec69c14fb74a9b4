import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { startTestChaland } from '../../testing/index.ts';
import { createPanel } from './panel.ts';

const script = 'console.log("the panel");';

/** A panel as `chaland build` leaves it, and a file beside it that is nobody's to read. */
function builtPanel(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'chaland-panel-'));
  t.after(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'panel');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'nobody reads this');
  writeFileSync(join(folder, '.built.json'), '{}');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Panel</title>');
  writeFileSync(join(folder, 'assets/index-a1b2c3.js'), script);
  writeFileSync(join(folder, 'assets/index-a1b2c3.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'assets/index-a1b2c3.js.gz'), gzipSync(script));
  return folder;
}

const ask = (panel: ReturnType<typeof createPanel>, path: string, init?: RequestInit) =>
  panel(new Request(`http://localhost${path}`, init));

describe('the built panel', () => {
  test('is kept for good by browsers, but for its page, which is asked for every time', async (t) => {
    const panel = createPanel(builtPanel(t));
    const asset = await ask(panel, '/admin/assets/index-a1b2c3.js');
    assert.equal(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(asset.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.equal(await asset.text(), script);
    const page = await ask(panel, '/admin/');
    assert.equal(page.headers.get('cache-control'), 'no-cache');
  });

  test('runs scripts of its own files only, and is framed by nobody', async (t) => {
    const { headers } = await ask(createPanel(builtPanel(t)), '/admin/');
    const policy = headers.get('content-security-policy')!;
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self';/);
    assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
  });

  test('is sent as it was compressed ahead, by what the browser takes', async (t) => {
    const panel = createPanel(builtPanel(t));
    const encodingFor = async (accepted: string) => {
      const answer = await ask(panel, '/admin/assets/index-a1b2c3.js', {
        headers: { 'accept-encoding': accepted },
      });
      assert.equal(answer.headers.get('vary'), 'accept-encoding');
      return answer.headers.get('content-encoding');
    };
    assert.equal(await encodingFor('gzip, deflate, br'), 'br');
    assert.equal(await encodingFor('gzip'), 'gzip');
    assert.equal(await encodingFor('identity'), null);
  });

  test('answers every address of a page with the page, and a file that is gone with 404', async (t) => {
    const panel = createPanel(builtPanel(t));
    for (const path of ['/admin/customers', '/admin/subscriptions/sales.project', '/admin/x/loyalty/tiers']) {
      const answer = await ask(panel, path);
      assert.equal(answer.status, 200, path);
      assert.match(await answer.text(), /<title>Panel/);
    }
    assert.equal((await ask(panel, '/admin/assets/index-older.js')).status, 404);
    const bare = await ask(panel, '/admin');
    assert.equal(bare.status, 308);
    assert.equal(bare.headers.get('location'), '/admin/');
  });

  test('leads nowhere else', async (t) => {
    const panel = createPanel(builtPanel(t));
    for (const path of [
      '/admin/../secret.txt',
      '/admin/%2e%2e/secret.txt',
      '/admin/..%2fsecret.txt',
      '/admin/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
      '/admin/.built.json',
      '/admin//etc/passwd',
    ]) {
      const text = await (await ask(panel, path)).text();
      assert.doesNotMatch(text, /nobody reads|root:|\{\}/, path);
    }
    assert.equal((await ask(panel, '/admin/', { method: 'POST' })).status, 405);
  });

  test('is seen at once when it is built anew', async (t) => {
    const folder = builtPanel(t);
    const panel = createPanel(folder);
    assert.equal((await ask(panel, '/admin/assets/new.js')).status, 404);
    writeFileSync(join(folder, 'assets/new.js'), '1');
    utimesSync(join(folder, 'index.html'), new Date(), new Date(Date.now() + 5_000));
    assert.equal((await ask(panel, '/admin/assets/new.js')).status, 200);
  });
});

test('where no panel is built, /admin/ says how to build it', async () => {
  await using app = await startTestChaland();
  const answer = await app.http.request('/admin/');
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /npx chaland build/);
});

test('while the panel is developed, requests are passed on to its server', async (t) => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/plain');
    response.end(`seen: ${request.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  t.after(() => server.close());
  const panel = createPanel(`http://127.0.0.1:${port}`);
  assert.equal(await (await ask(panel, '/admin/src/main.ts?t=1')).text(), 'seen: /admin/src/main.ts?t=1');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  assert.equal((await ask(panel, '/admin/')).status, 502);
});
