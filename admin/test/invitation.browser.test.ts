import assert from 'node:assert/strict';
import { identityProvider } from '../../core/src/access/oidc/testing/identity-provider.ts';
import { assertAccessible } from './browser/accessible.ts';
import { authenticatorCode } from './browser/authenticator.ts';
import { browserTest } from './browser/browser-test.ts';
import { assertKeyboardReachesAll } from './browser/keyboard.ts';
import { logIn, logOut, somebody } from './browser/people.ts';
import { startTestPanel, type TestPanel } from './browser/start-test-panel.ts';

const password = 'un jour de pluie au marché';

/** The link that an administrator hands over. */
async function invite(app: TestPanel): Promise<string> {
  const grants = [{ role: 'administrator' }];
  const { body } = await app.post('/api/users', { email: 'lea@example.com', name: 'Léa Petit', grants });
  return `${app.url}/admin/welcome#${body.link.split('#')[1]}`;
}

/** A panel with a company's accounts, and a provider that really signs people in. */
async function companyPanel() {
  let url = '';
  const provider = await identityProvider(() => [`${url}/api/sign-in/company/callback`]);
  const { issuer, clientId, clientSecret } = provider;
  const oidc = [{ id: 'company', title: 'Maison Martin', issuer, clientId, clientSecret }];
  const app = await startTestPanel({ config: { access: { oidc } } });
  url = app.url;
  return {
    app,
    provider,
    async [Symbol.asyncDispose]() {
      await app.close();
      await provider.close();
    },
  };
}

browserTest('an invitation is accepted with a password, in French and on a phone', async (visit) => {
  await using app = await startTestPanel();
  const { page } = await visit(await invite(app), { language: 'fr', size: 'phone', theme: 'dark' });
  await page.getByText('Choisissez un mot de passe pour lea@example.com.').waitFor();
  assert.equal(await page.getByLabel('Votre nom').inputValue(), 'Léa Petit');
  await assertAccessible(page, 'the invitation');
  await page.getByLabel('Mot de passe', { exact: true }).fill('court');
  await page.getByRole('button', { name: 'Commencer' }).click();
  await page.getByText('12 caractères au moins.', { exact: true }).waitFor();
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByLabel('Le mot de passe, une seconde fois').fill(password);
  await page.getByRole('button', { name: 'Commencer' }).click();
  await page.getByText('Bonjour Léa Petit').waitFor();
});

browserTest('an invitation is accepted with a company account, which has no password', async (visit) => {
  await using it = await companyPanel();
  const { app, provider } = it;
  provider.account = 'sub-lea';
  const { page, faults } = await visit(await invite(app));
  await page.getByRole('button', { name: 'Continuer avec Maison Martin' }).waitFor();
  await assertAccessible(page, 'the invitation');
  await assertKeyboardReachesAll(page, 'the invitation');
  await page.getByRole('button', { name: 'Continuer avec Maison Martin' }).click();
  await page.getByText('Bonjour Léa Petit').waitFor();

  await page.goto(`${app.url}/admin/account`);
  await page.getByText('Associé', { exact: true }).waitFor();
  await page.getByText(/Votre compte n’a pas de mot de passe/).waitFor();
  assert.equal(await page.getByRole('button', { name: /Dissocier|Configurer/ }).count(), 0);
  await assertAccessible(page, 'the account');

  await logOut(page, 'fr', { name: 'Léa Petit' });
  provider.account = 'a stranger';
  const stranger = await visit(`${app.url}/admin/log-in?to=/account`);
  await stranger.page.getByRole('link', { name: 'Se connecter avec Maison Martin' }).click();
  await stranger.page
    .getByRole('alert')
    .getByText(/n’est associé à personne ici/)
    .waitFor();
  await assertAccessible(stranger.page, 'the log-in page');
  provider.account = 'sub-lea';
  await page.goto(`${app.url}/admin/log-in?to=/account`);
  await page.getByRole('link', { name: 'Se connecter avec Maison Martin' }).click();
  await page.waitForURL('**/admin/account');
  assert.deepEqual(faults.unexpected(), []);
});

browserTest('a company account is linked with the password, and unlinked again', async (visit) => {
  await using it = await companyPanel();
  const { app, provider } = it;
  const ana = await somebody(app, { name: 'Ana Lopez' });
  const { page, faults } = await visit(`${app.url}/admin/account`, { size: 'phone' });
  await logIn(page, 'fr', ana);
  const link = async (given: string) => {
    await page.getByRole('button', { name: 'Associer Maison Martin' }).click();
    await page.getByLabel('Votre mot de passe, pour continuer').fill(given);
    await page.getByRole('button', { name: 'Continuer' }).click();
  };
  // Somebody who changes their mind at the provider is told that nothing happened.
  await link(ana.password);
  await page
    .getByRole('alert')
    .getByText(/rien n’est associé/)
    .waitFor();

  provider.account = 'sub-ana';
  faults.expect(/^POST \/api\/session\/providers\/company answered 401$/);
  await link('un autre mot de passe');
  await page.getByText('Ce n’est pas votre mot de passe.').waitFor();
  await page.getByLabel('Votre mot de passe, pour continuer').fill(ana.password);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByText('Associé', { exact: true }).waitFor();
  await assertAccessible(page, 'the account');

  await page.getByRole('button', { name: 'Dissocier Maison Martin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Dissocier' }).click();
  await page.getByText('Non associé', { exact: true }).waitFor();
});

browserTest('who sets a new password gives the code of the second step too', async (visit) => {
  await using app = await startTestPanel();
  const ana = await somebody(app, { name: 'Ana Lopez' });
  const credentials = { id: ana.id, email: ana.email };
  const { secret } = await app.access.secondFactor.prepare(credentials);
  await app.access.secondFactor.confirm(ana.id, authenticatorCode(secret, app.clock.now()));
  app.clock.advance({ seconds: 60 });

  const { body } = await app.post(`/api/users/${ana.id}/reset`);
  const { page, faults } = await visit(`${app.url}/admin/welcome#${body.link.split('#')[1]}`);
  faults.expect(/^POST \/api\/links\/use answered 401$/);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByLabel('Le mot de passe, une seconde fois').fill(password);
  await page.getByRole('button', { name: 'Commencer' }).click();
  const code = page.getByLabel('Code', { exact: true });
  await code.waitFor();
  assert.equal(await page.getByRole('alert').count(), 0, 'nothing was wrong yet');
  await assertAccessible(page, 'the code');
  await code.fill('000000');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText(/Ce code n’est pas valable/)
    .waitFor();
  await code.fill(authenticatorCode(secret, app.clock.now()));
  await page.keyboard.press('Enter');
  await page.getByText('Bonjour Ana Lopez').waitFor();
});
