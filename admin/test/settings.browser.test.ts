import assert from 'node:assert/strict';
import channelEmail from '@chaland/channel-email';
import { definePlugin, Type } from '@chaland/core';
import { testDatabase } from '@chaland/core/testing';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const url = '/api/settings/connector-csv';

const words = {
  fr: {
    menu: 'Réglages',
    plugin: /^Fichiers CSV/,
    days: 'Jours de conservation des fichiers envoyés',
    tooMany: '90 au plus.',
    save: 'Enregistrer',
    saved: 'Les réglages sont enregistrés.',
    updated: /^Enregistré le/,
    host: 'Serveur SMTP',
    password: 'Mot de passe',
    again: 'L’adresse a été modifiée : saisissez à nouveau les secrets.',
  },
  en: {
    menu: 'Settings',
    plugin: /^CSV files/,
    days: 'Days that uploaded files are kept',
    tooMany: 'At most 90.',
    save: 'Save',
    saved: 'The settings are saved.',
    updated: /^Last saved/,
    host: 'SMTP server',
    password: 'Password',
    again: 'The address was changed: enter the secrets again.',
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a setting is changed, and the others stay with their defaults, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { page } = await visit(`${app.url}/admin/`, { language });
      await logIn(page, language, await somebody(app));
      await page.getByRole('link', { name: say.menu }).click();
      await page.getByRole('link', { name: say.plugin }).click();
      const days = page.getByLabel(say.days);
      await days.fill('900');
      await page.getByRole('button', { name: say.save }).click();
      await page.getByText(say.tooMany).waitFor();
      await days.fill('30');
      await page.getByRole('button', { name: say.save }).click();
      await page.getByText(say.saved).first().waitFor();
      await page.getByText(say.updated).waitFor();
      assert.deepEqual((await app.get(url)).body.set, { keepDays: 30 });
    },
  );
}

/** A wallet's settings, as one of its versions has them. */
const walletWith = (settings: Parameters<typeof Type.Object>[0]) =>
  definePlugin({
    id: 'wallet',
    version: '1.0.0',
    title: { en: 'Wallet', fr: 'Portefeuille' },
    requires: { api: '^1.0' },
    settings: Type.Object(settings),
  });
const titled = (fr: string) => ({ 'x-title': { en: fr, fr } });

browserTest('settings whose plugin is updated while they are edited keep what was edited', async (visit) => {
  const older = walletWith({
    days: Type.Integer({ default: 30, ...titled('Jours de validité') }),
    color: Type.String({ default: 'ivoire', ...titled('Couleur') }),
    note: Type.String({ default: '', ...titled('Mention') }),
  });
  const newer = walletWith({
    color: Type.String({ default: 'ivoire', ...titled('Couleur') }),
    note: Type.String({ default: '', maxLength: 10, ...titled('Mention') }),
    weeks: Type.Integer({ default: 4, ...titled('Semaines de validité') }),
  });
  await using database = await testDatabase({ plugins: [older] });
  await using before = await startTestPanel({ plugins: [older], database });
  const { page, faults } = await visit(`${before.url}/admin/settings/wallet`, { language: 'fr' });
  faults.expect(/^PUT \/api\/settings\/wallet answered 422$/);
  await logIn(page, 'fr', await somebody(before));
  await page.getByLabel('Jours de validité').fill('60');
  await page.getByLabel('Couleur').fill('bleu');
  await page.getByLabel('Mention').fill('Fidélité et confiance');

  await before.close();
  const port = Number(new URL(before.url).port);
  await using after = await startTestPanel({ plugins: [newer], database, port });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'L’extension a été mise à jour' });
  await told.getByText('Jours de validité').waitFor();
  assert.deepEqual(await told.getByRole('definition').allInnerTexts(), ['60']);
  assert.equal(await page.getByLabel('Couleur').inputValue(), 'bleu');
  assert.equal(await page.getByLabel('Semaines de validité').inputValue(), '4');

  // What the new form takes differently is said at its field, with what was written there.
  await page.getByText('10 caractères au plus.').waitFor();
  assert.equal(await page.getByLabel('Mention').inputValue(), 'Fidélité et confiance');
  await page.getByLabel('Mention').fill('Fidélité');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Les réglages sont enregistrés.').first().waitFor();
  const { body } = await after.get('/api/settings/wallet');
  assert.deepEqual(body.set, { color: 'bleu', note: 'Fidélité' });
});

for (const language of languages) {
  const say = words[language];

  browserTest(`another mail server asks for its password again, in "${language}"`, async (visit) => {
    await using app = await startTestPanel({ plugins: [channelEmail] });
    const set = {
      host: 'smtp.example.com',
      from: 'bonjour@example.com',
      user: 'shop',
      password: 'a password',
    };
    assert.equal((await app.put('/api/settings/channel-email', set, { 'if-match': '*' })).status, 200);
    const { page, faults } = await visit(`${app.url}/admin/settings/channel-email`, { language });
    faults.expect(/^PUT .* answered 422$/);
    await logIn(page, language, await somebody(app));
    await page.getByLabel(say.host).fill('smtp.elsewhere.example');
    await page.getByRole('button', { name: say.save, exact: true }).click();
    await page.getByText(say.again).first().waitFor();
    assert.equal((await app.get('/api/settings/channel-email')).body.value.host, 'smtp.example.com');
    await page.getByLabel(say.password, { exact: true }).fill('another password');
    await page.getByRole('button', { name: say.save, exact: true }).click();
    await page.getByText(say.saved).first().waitFor();
    assert.equal((await app.get('/api/settings/channel-email')).body.value.host, 'smtp.elsewhere.example');
  });
}

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
    // Theirs stays where nobody else wrote.
    assert.deepEqual((await app.get(url)).body.set, { keepDays: 30, largestFile: 10 });
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
