// Takes the README's pictures from a demo of its own: `node scripts/chaland.mjs node scripts/screenshots.ts`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../admin/test/browser/chromium.ts';

const root = join(import.meta.dirname, '..');
const pictures = join(root, 'docs/pictures');

interface Demo {
  url: string;
  key: string;
  email: string;
  password: string;
  /** The customer who is worth the most. */
  best: string;
  stop(): Promise<void>;
}

interface Look {
  language: 'en' | 'fr';
  theme: 'light' | 'dark';
  width: number;
  height: number;
}

const desk: Look = { language: 'en', theme: 'light', width: 1280, height: 800 };
const phone: Look = { language: 'fr', theme: 'light', width: 390, height: 780 };

/** Each picture: whom it is for, where it is taken, and what has to be there. */
const plan: { name: string; look: Look; at: (demo: Demo) => string; act?: (page: Page) => Promise<void> }[] =
  [
    { name: 'customers', look: desk, at: () => '/admin/customers' },
    { name: 'customer', look: desk, at: ({ best }) => `/admin/customers/${best}` },
    { name: 'scores-dark', look: { ...desk, theme: 'dark' }, at: () => '/admin/x/score-rfm' },
    { name: 'customer-phone', look: phone, at: ({ best }) => `/admin/customers/${best}` },
    {
      name: 'palette-dark',
      look: { ...desk, theme: 'dark', language: 'fr' },
      at: () => '/admin/customers',
      async act(page) {
        await page.keyboard.press('Control+K');
        await page
          .getByRole('dialog')
          .getByRole('combobox')
          .or(page.getByRole('dialog').locator('input'))
          .first()
          .fill('mar');
        await page.getByRole('option').nth(4).waitFor();
      },
    },
  ];

async function startDemo(folder: string): Promise<Demo> {
  const child = spawn(process.execPath, ['--conditions=chaland:source', 'scripts/demo/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      CHALAND_DATABASE: `pglite:${join(folder, 'data')}`,
      CHALAND_DEMO_PEOPLE: process.env.CHALAND_DEMO_PEOPLE ?? '2000',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}:\n${said}`)));
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Ready after')) resolve();
    });
  });
  const find = (pattern: RegExp) => pattern.exec(said)?.[1] ?? '';
  const demo = {
    url: find(/^API +(\S+)/m),
    key: find(/^Demo key +(\S+)/m),
    email: find(/^Sign in as +(\S+),/m),
    password: find(/, password (\S+)/),
  };
  return {
    ...demo,
    best: await whenFilled(demo),
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Waits until everybody is in, has them scored, and names the best of them. */
async function whenFilled({ url, key }: Pick<Demo, 'url' | 'key'>): Promise<string> {
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    return (await (await fetch(`${url}${path}`, { ...init, headers })).json()) as never;
  };
  for (let progress = { customers: 0, of: 1 }; progress.customers < progress.of; await pause(500)) {
    progress = await ask('/api/x/demo/progress');
  }
  let run: { id: string; state: string } = await ask('/api/x/score-rfm/runs', { method: 'POST', body: '{}' });
  while (!['done', 'failed'].includes(run.state)) {
    await pause(500);
    run = await ask(`/api/x/score-rfm/runs/${run.id}`);
  }
  const found: { items: { id: string }[] } = await ask('/api/customers?limit=100');
  const scores = await Promise.all(
    found.items.map(async ({ id }): Promise<{ id: string; sum: number }> => {
      const score: { recency?: number; frequency?: number; monetary?: number } = await ask(
        `/api/x/score-rfm/customers/${id}`,
      );
      return { id, sum: (score.recency ?? 0) + (score.frequency ?? 0) + (score.monetary ?? 0) };
    }),
  );
  return scores.toSorted((a, b) => b.sum - a.sum)[0]!.id;
}

async function openPanel(
  browser: Browser,
  demo: Demo,
  { language, theme, width, height }: Look,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: width < 500 ? 2 : 1,
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(`${demo.url}/admin/`);
  await page.locator('input[type=email]').fill(demo.email);
  await page.locator('input[type=password]').fill(demo.password);
  await page.locator('button[type=submit]').click();
  await page
    .getByRole('navigation')
    .or(page.getByRole('heading', { level: 1 }))
    .first()
    .waitFor();
  await page.waitForURL((address) => !address.pathname.endsWith('/log-in'));
  // The demo's user reads French; the picture's reader may not.
  await page.evaluate(
    (to) =>
      fetch('/api/session', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ language: to }),
      }),
    language,
  );
  return page;
}

const found = findChromium();
if ('problem' in found) throw new Error(`Pictures are taken by a browser: ${found.problem}.`);
const folder = mkdtempSync(join(tmpdir(), 'chaland-pictures-'));
mkdirSync(pictures, { recursive: true });
const demo = await startDemo(folder);
const browser = await chromium.launch({
  executablePath: found.executable,
  env: { ...process.env, ...found.env },
});
try {
  for (const { name, look, at, act } of plan) {
    const page = await openPanel(browser, demo, look);
    await page.goto(`${demo.url}${at(demo)}`);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    await act?.(page);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    await page.context().close();
    console.log(`docs/pictures/${name}.png`);
  }
} finally {
  await browser.close();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}
