import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { logIn, somebody } from './browser/people.ts';
import { settled } from './browser/settled.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

browserTest('an edit survives a session that ends under it', async (visit) => {
  await using app = await startTestPanel();
  const ana = await somebody(app, { name: 'Ana Lopez' });
  const { page, faults } = await visit(`${app.url}/admin/account`);
  await logIn(page, 'fr', ana);
  await page.getByLabel('Nom').fill('Ana Maria Lopez');

  await page.context().clearCookies();
  faults.expect(/answered 401/);
  await page.getByRole('button', { name: 'Enregistrer' }).click();

  const dialog = page.getByRole('dialog', { name: 'Reconnectez-vous' });
  await dialog.getByLabel('Mot de passe').fill(ana.password);
  await dialog.getByRole('button', { name: 'Se connecter' }).click();

  // What was about to be saved is saved, without another click.
  await page.getByText('Enregistré.', { exact: true }).first().waitFor();
  assert.equal(await page.getByLabel('Nom').inputValue(), 'Ana Maria Lopez');
  const { body } = await app.get(`/api/users/${ana.id}`);
  assert.equal(body.name, 'Ana Maria Lopez');
});

browserTest('a page waits for a server that is away, and goes on by itself', async (visit) => {
  await using app = await startTestPanel();
  const { page, faults } = await visit(`${app.url}/admin/`);
  await logIn(page, 'fr', await somebody(app));
  await page.getByText(/^Bonjour/).waitFor();

  faults.expect(/failed/);
  const away = /\/(api|health)\//;
  await page.route(away, (route) => route.abort('connectionrefused'));
  await page.getByRole('link', { name: 'Clients' }).click();
  await page.getByText('Le serveur ne répond pas. Nouvelle tentative automatique…').first().waitFor();

  await page.unroute(away);
  await page.getByText('Le serveur répond de nouveau.').first().waitFor();
  await page.getByRole('heading', { name: 'Clients' }).waitFor();
  await page.getByText('Aucun client pour l’instant').waitFor();
});

browserTest('whoever may not see a page is told so, and finds no way to it in the menu', async (visit) => {
  await using app = await startTestPanel();
  const reader = await somebody(app, { permissions: ['stores.read'] });
  const { page } = await visit(`${app.url}/admin/customers`);
  await logIn(page, 'fr', reader);
  await page.getByRole('heading', { name: 'Votre rôle ne donne pas accès à cette page' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Clients' }).count(), 0);
  await page.getByRole('link', { name: 'Retour à l’accueil' }).last().click();
  await page.getByText(/^Bonjour/).waitFor();
});

browserTest(
  'whoever is limited to a store finds in the menu what is for them, and reads it',
  async (visit) => {
    await using app = await startTestPanel();
    await openShop(app);
    const all = (await app.get('/api/permissions')).body.items.map(({ id }: { id: string }) => id);
    const person = await somebody(app, { permissions: all, place: { store: 'LYON' } });
    const { page } = await visit(`${app.url}/admin/stores`, { language: 'fr' });
    await logIn(page, 'fr', person);
    await page.getByRole('link', { name: 'Lyon Part-Dieu' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Lille Grand-Place' }).count(), 0);
    await page.getByRole('cell', { name: 'Maison Chaland', exact: true }).waitFor();
    const links = page.getByRole('navigation').getByRole('link');
    const paths = await links.evaluateAll((all) =>
      all.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
    );
    const found = [
      '/admin/',
      '/admin/customers',
      '/admin/duplicates',
      '/admin/stores',
      '/admin/moment-types',
    ];
    assert.deepEqual(paths, found);
    // No page of the menu is refused by the API: a fault of theirs fails the test.
    for (const path of paths) {
      await page.goto(`${app.url}${path}`);
      await settled(page);
    }
  },
);
