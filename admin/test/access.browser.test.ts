import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

browserTest('a role is made, somebody is invited with it, and the link lets them in', async (visit) => {
  await using app = await startTestPanel();
  await app.post('/api/stores', { code: 'LYON', name: 'Lyon Part-Dieu' });
  const ana = await somebody(app);
  const { page } = await visit(`${app.url}/admin/roles`, { language: 'fr' });
  await logIn(page, 'fr', ana);

  await page.getByRole('button', { name: 'Nouveau rôle' }).click();
  await page.getByLabel('Nom').fill('Vendeuse à Lyon');
  await page.getByRole('dialog').getByRole('button', { name: 'Nouveau rôle' }).click();
  await page.getByRole('checkbox', { name: 'Voir les enseignes et les magasins' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Le rôle est enregistré.').first().waitFor();
  const role = (await app.get('/api/roles/vendeuse-a-lyon')).body;
  assert.deepEqual(role.permissions, ['stores.read']);

  await page.getByRole('link', { name: 'Utilisateurs' }).click();
  await page.getByRole('button', { name: 'Inviter quelqu’un' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nom').fill('<b>Lou</b>');
  await dialog.getByLabel('E-mail').fill('lou@example.com');
  await dialog.getByRole('button', { name: /^Rôle 1,/ }).click();
  await page.getByRole('option', { name: 'Vendeuse à Lyon' }).click();
  await dialog.getByRole('button', { name: 'Où, pour le rôle 1,' }).click();
  await page.getByRole('option', { name: 'Lyon Part-Dieu' }).click();
  await dialog.getByRole('button', { name: 'Inviter quelqu’un' }).click();
  const link = await dialog.getByLabel('Le lien').inputValue();
  await dialog.getByRole('button', { name: 'Terminé' }).click();
  await page.getByRole('link', { name: '<b>Lou</b>' }).waitFor();
  const { items } = (await app.get('/api/users')).body;
  const lou = items.find(({ email }: { email: string }) => email === 'lou@example.com');
  assert.deepEqual(lou.grants, [{ role: 'vendeuse-a-lyon', brand: null, store: 'LYON' }]);

  const guest = await visit(link, { language: 'fr' });
  await guest.page.getByLabel('Mot de passe', { exact: true }).fill('a rainy day at the market');
  await guest.page.getByLabel('Le mot de passe, une seconde fois').fill('a rainy day at the market');
  await guest.page.getByRole('button', { name: 'Commencer' }).click();
  await guest.page.getByRole('link', { name: 'Magasins' }).waitFor();
  for (const hidden of ['Utilisateurs', 'Rôles', 'Réglages', 'Journal d’audit']) {
    assert.equal(await guest.page.getByRole('link', { name: hidden }).count(), 0, hidden);
  }
});

browserTest('a user whom two people change keeps both versions in sight', async (visit) => {
  await using app = await startTestPanel();
  const [ana, lou] = [await somebody(app), await somebody(app, { name: 'Lou' })];
  const { page, faults } = await visit(`${app.url}/admin/users/${lou.id}`, { language: 'en' });
  faults.expect(/^PATCH .* answered 412$/);
  await logIn(page, 'en', ana);
  await page.getByLabel('Name').fill('Lou Martin');
  await app.patch(`/api/users/${lou.id}`, { name: 'Louise' }, { 'if-match': '*' });
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('alert').getByRole('row', { name: 'Name' });
  assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['Lou Martin', 'Louise']);
  await page.getByRole('button', { name: 'Take theirs' }).click();
  assert.equal(await page.getByLabel('Name').inputValue(), 'Louise');
});

browserTest('a role that two people change keeps both versions in sight', async (visit) => {
  await using app = await startTestPanel();
  await app.access.roles.create({ code: 'till', name: 'Caisse', permissions: ['stores.read'] });
  const { page, faults } = await visit(`${app.url}/admin/roles/till`, { language: 'fr' });
  faults.expect(/^PATCH .* answered 412$/);
  await logIn(page, 'fr', await somebody(app));
  await page.getByLabel('Nom').fill('Caisse de Lyon');
  await page.getByRole('checkbox', { name: 'Voir les clients et leur historique' }).click();
  const theirs = { name: 'Caisses', permissions: ['stores.read', 'staff.read'] };
  assert.equal((await app.patch('/api/roles/till', theirs, { 'if-match': '*' })).status, 200);

  await page.getByRole('button', { name: 'Enregistrer' }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'Quelqu’un d’autre a modifié ceci' });
  const cellsOf = (name: string) => conflict.getByRole('row', { name }).getByRole('cell').allInnerTexts();
  assert.deepEqual(await cellsOf('Nom'), ['Caisse de Lyon', 'Caisses']);
  assert.deepEqual(await cellsOf('Droits'), ['Voir les clients et leur historique', 'Voir le personnel']);
  await conflict.getByRole('button', { name: 'Enregistrer les miennes' }).click();
  await page.getByText('Le rôle est enregistré.').first().waitFor();
  const { name, permissions } = (await app.get('/api/roles/till')).body;
  assert.equal(name, 'Caisse de Lyon');
  assert.deepEqual(permissions.toSorted(), ['customers.read', 'stores.read']);
});

browserTest(
  'a role or a user that is removed while open says so, and what was written stays',
  async (visit) => {
    await using app = await startTestPanel();
    await app.access.roles.create({ code: 'till', name: 'Caisse', permissions: ['stores.read'] });
    const lou = await somebody(app, { name: 'Lou' });
    const { page, faults } = await visit(`${app.url}/admin/roles/till`, { language: 'fr' });
    faults.expect(/^(GET|PATCH) \/api\/(roles|users)\/.* answered 404$/);
    await logIn(page, 'fr', await somebody(app));
    await page.getByLabel('Nom').fill('Caisse de Lyon');
    await app.delete('/api/roles/till', { 'if-match': '*' });
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('alert').getByText('Ce rôle a été supprimé entre-temps').waitFor();
    assert.equal(await page.getByLabel('Nom').inputValue(), 'Caisse de Lyon');

    await page.getByRole('link', { name: 'Retour aux rôles' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Quitter sans enregistrer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Rôles' }).waitFor();
    await page.getByRole('link', { name: 'Administrateur' }).waitFor();
    assert.equal(await page.getByRole('link', { name: /Caisse/ }).count(), 0);

    await page.goto(`${app.url}/admin/users/${lou.id}`);
    await page.getByLabel('Nom').fill('Louise');
    await app.delete(`/api/users/${lou.id}`, { 'if-match': '*' });
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('alert').getByText('Cet utilisateur a été supprimé entre-temps').waitFor();
    assert.equal(await page.getByLabel('Nom').inputValue(), 'Louise');
  },
);

browserTest('an API key is shown once, and revoked', async (visit) => {
  await using app = await startTestPanel();
  const ana = await somebody(app);
  const { page } = await visit(`${app.url}/admin/keys`, { language: 'en' });
  await logIn(page, 'en', ana);
  await page.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Till, Lyon');
  await dialog.getByRole('button', { name: /^Role 1,/ }).click();
  await page.getByRole('option', { name: 'Administrator' }).click();
  await dialog.getByRole('button', { name: 'New key' }).click();
  const key = await dialog.getByLabel('The key').inputValue();
  assert.equal((await app.as(key).get('/api/session')).status, 200);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  assert.ok(!(await page.content()).includes(key));

  await page.getByRole('button', { name: 'Revoke “Till, Lyon”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('The key is revoked.').first().waitFor();
  assert.equal((await app.as(key).get('/api/session')).status, 401);
});
