import { browserTest } from './browser/browser-test.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

browserTest('the API has a page to try it', async (visit) => {
  await using app = await startTestPanel();
  const { page } = await visit(`${app.url}/api/docs`);
  await page.getByRole('heading', { name: /Chaland/ }).waitFor();
  await page.getByRole('heading', { name: 'Customers' }).waitFor();
});
