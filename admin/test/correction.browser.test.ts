import { browserTest } from './browser/browser-test.ts';
import { addLikelyPair } from './browser/likely-pair.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    correct: 'Corriger',
    lastName: 'Nom',
    city: 'Ville',
    save: 'Enregistrer',
    saved: 'La correction est enregistrée.',
    corrected: /^chaland, depuis le .* Vous l’avez corrigée\.$/,
    others: '1 autre valeur',
    older: /^web, depuis le .*Vous l’avez corrigée\.$/,
    keep: 'Enregistrer les miennes',
    withdraw: 'Retirer la correction de « Nom »',
    yes: 'Retirer la correction',
    mergeWith: 'Fusionner avec…',
    search: 'Nom, e-mail, téléphone ou carte',
    beside: 'Une personne ou deux ?',
  },
  en: {
    correct: 'Correct',
    lastName: 'Last name',
    city: 'Town',
    save: 'Save',
    saved: 'The correction is saved.',
    corrected: /^chaland, since .* You corrected it\.$/,
    others: '1 other value',
    older: /^web, since .*You corrected it\.$/,
    keep: 'Save mine over it',
    withdraw: 'Withdraw the correction of “Last name”',
    yes: 'Withdraw the correction',
    mergeWith: 'Merge with…',
    search: 'Name, e-mail, phone or card',
    beside: 'One person or two?',
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a value is corrected after somebody else’s correction, told why, and withdrawn, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { web: id } = await addLikelyPair(app);
      const { page, faults } = await visit(`${app.url}/admin/customers/${id}?tab=details`, { language });
      await logIn(page, language, await somebody(app));

      await page.getByRole('button', { name: say.correct, exact: true }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel(say.lastName, { exact: true }).fill('Lefèbvre');
      // Somebody else corrects the address while this one is open.
      const { headers } = await app.get(`/api/customers/${id}`);
      await app.patch(
        `/api/customers/${id}`,
        { attributes: { lastName: 'Lefevre', address: { city: 'Lyon' } } },
        { 'if-match': headers.get('etag')! },
      );
      faults.expect(/^PATCH \/api\/customers\/.* answered 412$/);
      await form.getByRole('button', { name: say.save, exact: true }).click();
      await form.getByText('Lefevre', { exact: true }).waitFor();
      await form.getByRole('button', { name: say.keep }).click();
      await page.getByText(say.saved, { exact: true }).first().waitFor();
      await page.getByRole('heading', { level: 1, name: 'Élodie Lefèbvre' }).waitFor();
      await page.getByText('Lyon', { exact: true }).first().waitFor();
      await page.getByText(say.corrected).first().waitFor();
      await page.getByRole('button', { name: say.others }).first().click();
      await page.getByText(say.older).waitFor();

      await page.getByRole('button', { name: say.withdraw }).click();
      await page.getByRole('dialog').getByRole('button', { name: say.yes, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Élodie Lefèvre-Morel' }).waitFor();
    },
  );

  browserTest(`whoever else somebody is, is found and put beside them, in "${language}"`, async (visit) => {
    await using app = await startTestPanel();
    const { till, id } = await addLikelyPair(app);
    const { page } = await visit(`${app.url}/admin/customers/${till}`, { language });
    await logIn(page, language, await somebody(app));
    await page.getByRole('button', { name: say.mergeWith }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox', { name: say.search }).fill('elodie');
    await dialog.getByRole('link', { name: /Lefèvre-Morel/ }).click();
    await page.waitForURL(`**/admin/duplicates/${id}`);
    await page.getByRole('heading', { level: 1, name: say.beside }).waitFor();
  });
}
