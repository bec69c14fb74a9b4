import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { firstLoad } from './browser/first-load.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

/** Bytes by gzip: some seconds on a store's weak line. */
const limit = 300_000;

browserTest('the customers page takes at most 300 kB to load for the first time', async (visit) => {
  await using app = await startTestPanel();
  const { page } = await visit(`${app.url}/admin/customers`);
  await logIn(page, 'fr', await somebody(app));
  const shown = () => page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
  await shown();

  const files = await firstLoad(page, `${app.url}/admin/customers`, shown);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const list = files.map(({ path, bytes }) => `${String(bytes).padStart(8)} ${path}`).join('\n');
  assert.ok(total <= limit, `it takes ${total} bytes:\n${list}`);
  assert.ok(files.length > 2, `these are hardly all:\n${list}`);
});
