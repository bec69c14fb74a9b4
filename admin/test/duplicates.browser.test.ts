import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { addLikelyPair, addSharingPair } from './browser/likely-pair.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    why: 'Pourquoi c’est peut-être une seule personne',
    same: /^identique, comme 1 sur 5.000$/,
    against: 'différent',
    together: /99,4.*%/,
    lastName: 'Nom',
    stays: 'Cette fiche reste Élodie Lefèvre-Morel',
    reason: /^Pourquoi, pour qui/,
    merge: 'Fusionner',
    merged: 'C’est maintenant un seul client',
    see: 'Voir le client',
    chosen: /^Choisi à la main\s: Nom/,
    said: '« Elle l’a dit elle-même »',
    undo: /^Annuler la fusion/,
    undone: 'Annulée',
    all: 'Choisir tout ce qui est affiché',
    dismiss: 'Pas la même personne',
    none: 'Aucun doublon possible',
    show: /^Afficher/,
  },
  en: {
    why: 'Why they may be one person',
    same: /^the same, as 1 in 5,000$/,
    against: 'different',
    together: /99\.4.*%/,
    lastName: 'Last name',
    stays: 'This record stays Élodie Lefèvre-Morel',
    reason: /^Why, for whoever asks/,
    merge: 'Merge',
    merged: 'They are one customer now',
    see: 'See the customer',
    chosen: /^Chosen by hand: Last name/,
    said: '“Elle l’a dit elle-même”',
    undo: /^Undo/,
    undone: 'Undone',
    all: 'Select all that are shown',
    dismiss: 'Not the same person',
    none: 'No possible duplicates',
    show: /^Show/,
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a pair is explained, merged with a chosen value, and undone, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { web } = await addLikelyPair(app);
      const { page } = await visit(`${app.url}/admin/duplicates`, { language });
      await logIn(page, language, await somebody(app));
      await page.getByRole('link', { name: /Élodie Lefèvre/ }).click();

      const why = page.getByRole('table', { name: say.why });
      await why.getByText(say.same).waitFor();
      await why.getByText(say.against, { exact: true }).waitFor();
      await why.getByText(say.together).waitFor();

      await page.getByRole('radio', { name: say.stays }).check();
      const lastName = page.getByRole('radiogroup', { name: say.lastName });
      // The rules take the newest, which is the web shop's.
      assert.ok(await lastName.getByRole('radio', { name: /^Lefèvre-Morel/ }).isChecked());
      await lastName.getByRole('radio', { name: /^Lefèvre(?!-)/ }).check();
      await page.getByLabel(say.reason).fill('Elle l’a dit elle-même');
      await page.getByRole('button', { name: say.merge, exact: true }).click();
      await page.getByText(say.merged, { exact: true }).waitFor();

      await page.getByRole('link', { name: say.see }).click();
      await page.waitForURL(`**/admin/customers/${web}?tab=core-customer-merges`);
      await page.getByRole('heading', { level: 1, name: 'Élodie Lefèvre', exact: true }).waitFor();
      await page.getByText(say.chosen).waitFor();
      await page.getByText(say.said).waitFor();

      await page.getByRole('button', { name: say.undo }).click();
      await page.getByRole('dialog').getByRole('button', { name: say.undo }).click();
      await page.getByText(say.undone, { exact: true }).waitFor();
      await page.getByRole('heading', { level: 1, name: 'Élodie Lefèvre-Morel' }).waitFor();
    },
  );

  browserTest(`several pairs are told apart at once, by keyboard too, in "${language}"`, async (visit) => {
    await using app = await startTestPanel();
    for (const name of ['Lopes', 'Marques']) await addSharingPair(app, name);
    const { page } = await visit(`${app.url}/admin/duplicates`, { language });
    await logIn(page, language, await somebody(app));
    await page.getByRole('row').nth(2).waitFor();

    await page.getByRole('checkbox', { name: say.all }).press('Space');
    await page.getByRole('button', { name: say.dismiss }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: say.dismiss }).press('Enter');
    await page.getByText(say.none).waitFor();

    await page.getByRole('button', { name: say.show }).click();
    await page.getByRole('option', { name: say.dismiss }).click();
    await page.getByRole('link', { name: 'Ana Lopes · Ana Lopes' }).waitFor();
    assert.equal(await page.getByRole('row').count(), 3);
  });
}

browserTest('an identifier that too many share is let count again', async (visit) => {
  await using app = await startTestPanel();
  await addSharingPair(app, 'Lopes');
  await app.db.query(
    `update chaland.identifier set quarantined_at = now(), shared_by = 11 where kind = 'email'`,
  );
  const { page } = await visit(`${app.url}/admin/duplicates`, { language: 'en' });
  await logIn(page, 'en', await somebody(app));
  await page.getByRole('link', { name: 'Identifiers that too many share' }).click();
  await page.getByText('11 profiles or more').waitFor();
  await page.getByRole('button', { name: 'Let lopes@example.com count again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Let it count again' }).click();
  await page.getByText('No identifier is shared by too many').waitFor();
});
