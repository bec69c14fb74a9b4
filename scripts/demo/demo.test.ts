import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { demoHistory } from './history.ts';

const folder = mkdtempSync(join(tmpdir(), 'chaland-test-demo-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const noCurl = spawnSync('curl', ['--version']).error ? 'there is no curl on this machine' : false;

/** Starts the demo as `npm run demo` does, and waits until it is ready or has ended. */
async function startDemo({ port = 0 } = {}) {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ['--conditions=chaland:source', join(import.meta.dirname, 'main.ts')],
    {
      env: { ...inherited, CHALAND_DATABASE: `pglite:${join(folder, 'data')}`, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  const end = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
        if (said.includes('Ready after')) resolve();
      });
    }
  });
  await Promise.race([ready, end]);
  return {
    said: () => said,
    curls: () => said.split('\n').filter((line) => line.startsWith('curl ')),
    async stop() {
      child.kill('SIGINT');
      return end;
    },
    end,
  };
}

const shell = async (line: string) => JSON.parse((await promisify(execFile)('sh', ['-c', line])).stdout);

test('the demo prints three lines that work when they are pasted into a shell', {
  skip: noCurl,
}, async () => {
  const demo = await startDemo();
  const [find, score, record] = demo.curls();
  assert.ok(find && score && record, demo.said());

  const found = await shell(find);
  assert.equal(found.items.length, 3);
  for (const { displayName } of found.items) assert.match(displayName, /Martin/);
  const best = await shell(score);
  assert.equal(best.monetary, 5);
  assert.equal(best.reasons.length, 3);
  assert.equal((await shell(record)).fate, 'recorded');
  assert.equal((await shell(record)).fate, 'duplicate');
  assert.equal(await demo.stop(), 0);
});

test('a second start keeps the data and the key', { skip: noCurl }, async () => {
  const first = await startDemo();
  await first.stop();
  const second = await startDemo();
  const keyOf = (said: string) => /Demo key +(\S+)/.exec(said)?.[1];
  assert.equal(keyOf(second.said()), keyOf(first.said()));
  assert.doesNotMatch(second.said(), /Recorded \d+/);
  assert.equal((await shell(second.curls()[0] ?? '')).items.length, 3);
  assert.equal(await second.stop(), 0);
});

test('a port that is taken is named, with the command that takes another', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const demo = await startDemo({ port });
  assert.equal(await demo.end, 1);
  assert.match(demo.said(), new RegExp(`127.0.0.1:${port} is in use\\nWhat to do: .*PORT=4401 npm run demo`));
  other.close();
});

test('the simulated history is the same in every run, names receipts that exist, and marks everybody', () => {
  const today = new Date('2026-06-15T08:00:00Z');
  const history = demoHistory(today);
  assert.deepEqual(demoHistory(today), history);
  assert.ok(history.every(({ time }) => new Date(time) < today));
  assert.equal(new Set(history.map(({ id }) => id)).size, history.length);
  const receipts = new Set(history.filter(({ type }) => type === 'receipt').map(({ id }) => id));
  for (const { type, data, customer } of history) {
    assert.equal(customer?.attributes?.custom === undefined, customer === undefined);
    if (type !== 'return') continue;
    const { lines } = data as { lines: { sold: { receipt: string } }[] };
    for (const { sold } of lines) assert.ok(receipts.has(sold.receipt));
  }
});
