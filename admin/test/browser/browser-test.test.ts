import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { noChromium } from './launch.ts';

const folder = mkdtempSync(join(tmpdir(), 'chaland-test-browser-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a test file of this text in a process of its own, and returns what it printed. */
function run(body: string, env: Record<string, string> = {}): Promise<string> {
  const file = join(folder, 'some.browser.test.ts');
  const importing = `import { browserTest } from '${import.meta.dirname}/browser-test.ts';`;
  writeFileSync(file, `${importing}\nbrowserTest('a page of a test', async (visit) => {${body}});`);
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const options = { env: { ...inherited, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--test', '--test-reporter=spec', file], options, (_error, said, faults) =>
      resolve(said + faults),
    );
  });
}

const page = (html: string) =>
  `await visit(${JSON.stringify(`data:text/html,${encodeURIComponent(html)}`)});`;

test('a browser test without a browser is skipped, counted, and says why', async () => {
  const said = await run('', { CHALAND_CHROMIUM: 'none' });
  assert.match(said, /a page of a test.*there is no Chromium here: CHALAND_CHROMIUM says none/);
  assert.match(said, /skipped 1\n/);
});

test('a fault that a page hides from its test fails the test, and what the page showed is kept', {
  skip: noChromium,
}, async () => {
  const said = await run(page("<script>console.error('hidden'); throw new Error('uncaught')</script>"));
  assert.match(said, /fail 1\n/);
  assert.match(said, /console: hidden/);
  assert.match(said, /uncaught: Error: uncaught/);
  const kept = /a trace of each: (\S+)/.exec(said)?.[1] ?? '';
  assert.ok(existsSync(join(kept, 'page-1.png')), said);
  assert.ok(existsSync(join(kept, 'page-1-trace.zip')));
  rmSync(kept, { recursive: true });
});

test('a page without faults passes', { skip: noChromium }, async () => {
  assert.match(await run(page('<h1>Bonjour</h1>')), /pass 1\n/);
});
