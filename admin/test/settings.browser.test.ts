import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const url = '/api/settings/connector-csv';

browserTest(
  'settings that somebody else saved first are shown beside one’s own, and chosen',
  async (visit) => {
    await using app = await startTestPanel();
    const ana = await somebody(app);
    const { page, faults } = await visit(`${app.url}/admin/settings/connector-csv`, { language: 'fr' });
    faults.expect(/^PUT .* answered 412$/);
    await logIn(page, 'fr', ana);
    const days = page.getByLabel('Jours de conservation des fichiers envoyés');
    await days.fill('30');
    const other = await app.put(url, { keepDays: 60, largestFile: 10 }, { 'if-match': '*' });
    assert.equal(other.status, 200);

    await page.getByRole('button', { name: 'Enregistrer' }).click();
    const conflict = page.getByRole('alert').filter({ hasText: 'Quelqu’un d’autre a modifié ceci' });
    const row = conflict.getByRole('row', { name: 'Jours de conservation' });
    assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['30', '60']);
    await conflict.getByRole('button', { name: 'Enregistrer les miennes' }).click();
    await page.getByText('Les réglages sont enregistrés.').first().waitFor();
    assert.equal((await app.get(url)).body.value.keepDays, 30);
  },
);

browserTest(
  'what was edited is saved after the session had ended and its person logged in again',
  async (visit) => {
    await using app = await startTestPanel();
    const ana = await somebody(app);
    const { page, context, faults } = await visit(`${app.url}/admin/settings/connector-csv`, {
      language: 'en',
    });
    faults.expect(/answered 401$/);
    await logIn(page, 'en', ana);
    const days = page.getByLabel('Days that uploaded files are kept');
    await days.fill('21');
    await context.clearCookies();

    await page.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: 'Log in again' });
    await dialog.getByLabel('Password').fill(ana.password);
    await dialog.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('The settings are saved.').first().waitFor();
    assert.equal(await days.inputValue(), '21');
    assert.equal((await app.get(url)).body.value.keepDays, 21);
  },
);

browserTest('whoever leaves settings that are not saved is asked first', async (visit) => {
  await using app = await startTestPanel();
  const ana = await somebody(app);
  const { page } = await visit(`${app.url}/admin/settings/connector-csv`, { language: 'en' });
  await logIn(page, 'en', ana);
  await page.getByLabel('Days that uploaded files are kept').fill('21');
  for (const name of ['Back to the settings', 'Stores']) {
    await page.getByRole('link', { name }).click();
    const dialog = page.getByRole('dialog', { name: 'Some changes are not saved' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(page.url().endsWith('/settings/connector-csv'));
  }
});

browserTest('settings of an older schema are told, each at its field', async (visit) => {
  await using app = await startTestPanel();
  const ana = await somebody(app);
  await app.put(url, { keepDays: 60, largestFile: 10 }, { 'if-match': '*' });
  await app.db.query(
    `update chaland.setting set value = '{"keepDays": 900, "keepWeeks": 2}' where plugin = 'connector-csv'`,
  );
  const { page } = await visit(`${app.url}/admin/settings/connector-csv`, { language: 'en' });
  await logIn(page, 'en', ana);
  await page.getByText('The plugin can’t use these settings as they are').waitFor();
  await page.getByText('They are left out when you save: keepWeeks.').waitFor();
  await page.getByText('At most 90.').waitFor();
  await page.getByLabel('Days that uploaded files are kept').fill('30');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The settings are saved.').first().waitFor();
  assert.equal(await page.getByText('The plugin can’t use these settings').count(), 0);
  assert.deepEqual((await app.get(url)).body.faults, []);
});
