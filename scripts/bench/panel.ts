import pg from 'pg';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../admin/test/browser/chromium.ts';
import { latencyRow, median, type Row } from './row.ts';
import { seedCustomers } from './seed-customers.ts';
import type { Server } from './server.ts';

/** How much slower than this machine's the processor is that the page has: a shop's old computer, or a phone. */
const throttle = 4;

const person = { email: 'bench@example.com', name: 'Bench', password: 'a rainy day at the market' };

/**
 * The customers page among a million customers, in a browser with a slow processor that has loaded nothing yet:
 * from the address to the first customers and a search field that takes letters, and from a letter to what it finds.
 */
export async function benchPanel(url: string, server: Server, total = 1_000_000, rounds = 5): Promise<Row[]> {
  const found = findChromium();
  if ('problem' in found) {
    console.error(`bench: panel SKIPPED, it is measured in a browser: ${found.problem}`);
    return [];
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await seedCustomers(client, total);
  await client.end();
  const origin = `http://127.0.0.1:${server.port}`;
  await invite(origin, server);

  const browser = await chromium.launch({
    executablePath: found.executable,
    env: { ...process.env, ...found.env },
  });
  try {
    const shown: number[] = [];
    const searched: number[] = [];
    // The first one warms the server, and isn't counted.
    for (let round = 0; round <= rounds; round++) {
      const { first, search } = await visit(browser, origin);
      if (round === 0) continue;
      shown.push(first);
      searched.push(search);
    }
    const what = `among ${total.toLocaleString('en')}, processor ${throttle}× slower`;
    return [
      latencyRow(
        `customers page interactive, ${what}`,
        { median: [median(shown), 2_000] },
        'nothing in the cache',
      ),
      latencyRow(
        `a letter in its search, ${what}`,
        { median: [median(searched), 1_000] },
        'until the list shows what it finds',
      ),
    ];
  } finally {
    await browser.close();
  }
}

async function invite(origin: string, { headers }: Server): Promise<void> {
  const { email, name, password } = person;
  const post = async (path: string, body: object, more: Record<string, string> = {}) => {
    const answer = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, ...more },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { link: string };
  };
  const { link } = await post('/api/users', { email, name, grants: [{ role: 'administrator' }] }, headers);
  await post('/api/links/use', { token: new URL(link).hash.slice(1), password });
}

async function visit(browser: Browser, origin: string): Promise<{ first: number; search: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' });
  context.setDefaultTimeout(60_000);
  try {
    await logIn(await context.newPage(), origin);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });

    const opened = performance.now();
    await page.goto(`${origin}/admin/customers`, { waitUntil: 'commit' });
    const field = page.getByRole('searchbox');
    const rows = page.locator('tbody').getByRole('link');
    await rows.first().waitFor();
    // Typed, and echoed by a page that has time for it.
    await field.pressSequentially('z');
    await page.waitForFunction(() => true);
    const first = performance.now() - opened;

    await page.waitForURL(/q=z/);
    await field.press('Backspace');
    await page.waitForURL((address) => !address.searchParams.has('q'));
    const answer = page.waitForResponse((response) => response.url().includes('q=dup'));
    await field.pressSequentially('du');
    const typed = performance.now();
    await field.press('p');
    await (await answer).finished();
    await rows.filter({ hasText: /dup/i }).first().waitFor();
    return { first, search: performance.now() - typed };
  } finally {
    await context.close();
  }
}

async function logIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/admin/`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Mot de passe').fill(person.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('heading', { name: 'Accueil' }).waitFor();
}
