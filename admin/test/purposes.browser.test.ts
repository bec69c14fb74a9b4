import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    create: 'Nouvelle finalité',
    nameEn: 'Nom en anglais',
    nameFr: 'Nom en français',
    descriptionEn: 'Description en anglais',
    descriptionFr: 'Description en français',
    interest: 'Intérêt légitime',
    edit: 'Modifier « Visites privées »',
    save: 'Enregistrer',
    mine: 'Enregistrer les miennes',
    newNotice: 'Nouvelle mention',
    text: 'Texte en langue : français',
    write: 'Écrire cette version',
    next: 'Écrire la version suivante',
    versions: 'Versions',
    older: 'Antérieure',
  },
  en: {
    create: 'New purpose',
    nameEn: 'Name in English',
    nameFr: 'Name in French',
    descriptionEn: 'Description in English',
    descriptionFr: 'Description in French',
    interest: 'Legitimate interest',
    edit: 'Edit “Private visits”',
    save: 'Save',
    mine: 'Save mine over it',
    newNotice: 'New notice',
    text: 'Text in English',
    write: 'Write this version',
    next: 'Write the next version',
    versions: 'Versions',
    older: 'Older',
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a purpose is made and changed, and a notice has a next version, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { page, faults } = await visit(`${app.url}/admin/purposes`, { language });
      await logIn(page, language, await somebody(app));
      const dialog = page.getByRole('dialog');

      await page.getByRole('button', { name: say.create }).click();
      await dialog.getByLabel('Code').fill('private-visits');
      await dialog.getByLabel(say.nameEn).fill('Private visits');
      await dialog.getByLabel(say.nameFr).fill('Visites privées');
      await dialog.getByLabel(say.descriptionEn).fill('Invitations before the sales.');
      await dialog.getByLabel(say.descriptionFr).fill('Invitations avant les soldes.');
      await dialog.getByRole('radio', { name: say.interest }).click();
      await dialog.getByRole('button', { name: say.create }).click();
      await dialog.waitFor({ state: 'detached' });
      const purpose = async () => (await app.get('/api/purposes/private-visits')).body;
      assert.equal((await purpose()).legalBasis, 'legitimate_interest');

      // Somebody else is faster: both versions are shown.
      await page.getByRole('button', { name: say.edit }).click();
      await dialog.getByLabel(say.nameFr).fill('Visites entre nous');
      const title = { en: 'Private visits', fr: 'Visites réservées' };
      await app.patch('/api/purposes/private-visits', { title }, { 'if-match': '"1"' });
      faults.expect(/^PATCH .* answered 412$/);
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.getByText('Visites réservées').waitFor();
      await dialog.getByRole('button', { name: say.mine }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.equal((await purpose()).title.fr, 'Visites entre nous');

      await page.getByRole('button', { name: say.newNotice }).click();
      await dialog.getByLabel('Code').fill('visits-form');
      await dialog.getByLabel(say.text).fill('Venez.');
      await dialog.getByRole('button', { name: say.write }).click();
      await page.getByRole('heading', { level: 1, name: 'visits-form' }).waitFor();
      await page.getByRole('button', { name: say.next }).click();
      assert.equal(await dialog.getByLabel(say.text).inputValue(), 'Venez.');
      await dialog.getByLabel(say.text).fill('Venez nous voir.');
      await dialog.getByRole('button', { name: say.write }).click();
      const versions = page.getByRole('list', { name: say.versions }).getByRole('listitem');
      await versions.nth(1).getByText(say.older).waitFor();
      await versions.first().getByText('Venez nous voir.').waitFor();
      const hash = createHash('sha256').update('Venez nous voir.').digest('hex');
      await versions.first().getByText(hash).waitFor();
    },
  );
}
