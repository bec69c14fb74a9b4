import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, logOut, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    wrong: 'Cet e-mail et ce mot de passe ne vont pas ensemble.',
    welcome: 'Bienvenue dans Chaland',
    name: 'Votre nom',
    email: 'E-mail',
    password: 'Mot de passe',
    repeat: 'Le mot de passe, une seconde fois',
    start: 'Commencer',
    used: 'Ce lien ne fonctionne plus',
    hello: 'Bonjour Ana Lopez',
  },
  en: {
    wrong: 'This e-mail and password do not belong together.',
    welcome: 'Welcome to Chaland',
    name: 'Your name',
    email: 'E-mail',
    password: 'Password',
    repeat: 'The password again',
    start: 'Start',
    used: 'This link no longer works',
    hello: 'Good day, Ana Lopez',
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(
    `the first administrator comes by the link of the first start, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { token } = (await app.access.ensureFirstInvitation())!;
      const link = `${app.url}/admin/welcome#${token}`;

      const { page } = await visit(link, { language });
      await page.getByRole('heading', { name: say.welcome }).waitFor();
      assert.equal(new URL(page.url()).hash, '', 'the token stays in the address');
      // The link is not used yet: the page can be loaded again.
      await page.reload();
      await page.getByRole('heading', { name: say.welcome }).waitFor();
      await page.getByLabel(say.name).fill('Ana Lopez');
      await page.getByLabel(say.email).fill('ana@example.com');
      await page.getByLabel(say.password, { exact: true }).fill('a rainy day at the market');
      await page.getByLabel(say.repeat).fill('a rainy day at the market');
      await page.getByRole('button', { name: say.start }).click();
      await page.getByText(say.hello).waitFor();
      assert.equal(
        await page.evaluate((token) => JSON.stringify(sessionStorage).includes(token), token),
        false,
      );

      const later = await visit(link, { language });
      later.faults.expect(/^POST \/api\/links\/look answered 4\d\d$/);
      await later.page.getByRole('heading', { name: say.used }).first().waitFor();
    },
  );

  browserTest(`a wrong password says so, the right one opens the panel, in "${language}"`, async (visit) => {
    await using app = await startTestPanel();
    const ana = await somebody(app, { name: 'Ana Lopez' });
    const { page, faults } = await visit(`${app.url}/admin/customers`, { language });

    faults.expect(/^POST \/api\/session answered 401$/);
    await logIn(page, language, { ...ana, password: 'a sunny day at the beach' });
    await page.getByRole('alert').getByText(say.wrong).waitFor();
    await logIn(page, language, ana);
    // Where they wanted to go before they were asked who they are.
    await page.waitForURL('**/admin/customers');

    await logOut(page, language, ana);
    assert.deepEqual(await page.context().cookies(), []);
  });
}
