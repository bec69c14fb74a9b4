import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';

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
      env: {
        ...inherited,
        CHALAND_DEMO_PEOPLE: '800',
        CHALAND_DEMO_PANEL: join(folder, 'panel'),
        CHALAND_DATABASE: `pglite:${join(folder, 'data')}`,
        PORT: String(port),
      },
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

const keyIn = (said: string) => /Demo key +(\S+)/.exec(said)?.[1];
let firstKey: string | undefined;

test('the demo prints three lines that work when they are pasted into a shell', {
  skip: noCurl,
}, async () => {
  const demo = await startDemo();
  const [find, score, record] = demo.curls();
  firstKey = keyIn(demo.said());
  assert.ok(find && score && record, demo.said());

  const found = await shell(find);
  assert.equal(found.items.length, 3);
  for (const { displayName } of found.items) assert.match(displayName, /martin/i);
  const best = await shell(score);
  assert.equal(best.monetary, 5);
  assert.equal(best.reasons.length, 3);
  assert.equal((await shell(record)).fate, 'recorded');
  assert.equal((await shell(record)).fate, 'duplicate');
  assert.equal(await demo.stop(), 0);
});

test('a second start keeps the data and the key, and goes on where the first was stopped', {
  skip: noCurl,
}, async () => {
  const demo = await startDemo();
  const [find] = demo.curls();
  assert.match(demo.said(), /Ready after [\d.]+ s/);
  assert.doesNotMatch(demo.said(), /Recording the first/);
  assert.equal((await shell(find!)).items.length, 3);
  assert.equal(keyIn(demo.said()), firstKey);

  const [, url] = /API +(\S+)/.exec(demo.said())!;
  const progress = await shell(`curl -s -H 'Authorization: Bearer ${firstKey}' ${url}/api/x/demo/progress`);
  assert.ok(progress.customers > 80 && progress.customers <= 800, JSON.stringify(progress));
  assert.equal(progress.of, 800);

  // The password was said once, and is kept beside the data.
  const { email, password } = JSON.parse(readFileSync(join(folder, 'data.access.json'), 'utf8'));
  assert.doesNotMatch(demo.said(), new RegExp(password));
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url! },
    body: JSON.stringify({ email, password }),
  });
  assert.equal(session.status, 200, await session.text());
  const { notice } = await shell(`curl -s ${url}/api/panel`);
  assert.match(notice.fr, /simulé/);
  assert.equal(await demo.stop(), 0);
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
