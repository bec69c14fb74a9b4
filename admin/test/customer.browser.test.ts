import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    menu: 'Clients',
    search: 'Nom, e-mail, téléphone ou carte',
    visit: 'Visite',
    total: /^235,80\s€$/,
    read: 'Lire le ticket',
    line: 'Manteau long',
    scores: 'Scores RFM',
    recency: 'Récence',
    palette: 'Un client, une page, une commande…',
    nobody: /^Personne ne correspond à «\snobody\s»$/,
  },
  en: {
    menu: 'Customers',
    search: 'Name, e-mail, phone or card',
    visit: 'Visit',
    total: /^€235\.80$/,
    read: 'Read the receipt',
    line: 'Manteau long',
    scores: 'RFM scores',
    recency: 'Recency',
    palette: 'A customer, a page, a command…',
    nobody: /^Nobody matches “nobody”$/,
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(`a customer is found as one types, and their receipt read, in "${language}"`, async (visit) => {
    await using app = await startTestPanel();
    await openShop(app);
    const { page } = await visit(`${app.url}/admin/customers`, { language });
    await logIn(page, language, await somebody(app));

    const search = page.getByRole('searchbox', { name: say.search });
    await search.pressSequentially('dub mar');
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Marie Dubois' }).click();

    await page.getByRole('heading', { level: 1, name: 'Marie Dubois' }).waitFor();
    // The menu says of which of its pages this is.
    const here = page.getByRole('navigation').locator('[aria-current=page]');
    assert.deepEqual(await here.allInnerTexts(), [say.menu]);
    const timeline = page.getByRole('main');
    await timeline.getByText(say.visit, { exact: true }).first().waitFor();
    await timeline.getByText(say.total).first().waitFor();
    await timeline.getByRole('button', { name: say.read }).first().click();
    await timeline.getByRole('cell', { name: say.line }).first().waitFor();

    const aside = page
      .getByRole('complementary')
      .filter({ has: page.getByRole('heading', { name: say.scores }) });
    await aside.getByText(say.recency, { exact: true }).first().waitFor();
  });

  browserTest(
    `who is not there is not found, and the palette finds by phone, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      await openShop(app);
      const { page } = await visit(`${app.url}/admin/customers?q=nobody`, { language });
      await logIn(page, language, await somebody(app));
      await page.getByText(say.nobody).waitFor();

      await page.keyboard.press('Control+K');
      await page.getByPlaceholder(say.palette).fill('06 12 34 56');
      await page.getByRole('option', { name: 'Marie Dubois' }).click();
      await page.getByRole('heading', { level: 1, name: 'Marie Dubois' }).waitFor();
    },
  );
}

browserTest('a name with markup in it is shown as it is', async (visit) => {
  await using app = await startTestPanel();
  const { 1003: id } = await openShop(app);
  const { page } = await visit(`${app.url}/admin/customers/${id}`, { language: 'fr' });
  await logIn(page, 'fr', await somebody(app));
  await page.getByRole('heading', { level: 1, name: '<img src=x onerror=alert(1)> Zoé & "Cie"' }).waitFor();
});
