import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { postOffice } from './browser/post-office.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';
import config from './chaland.config.ts';

const words = {
  fr: {
    write: 'Noter un choix',
    purpose: 'Finalité',
    offers: 'Offres et actualités',
    notice: 'Ce qu’il avait lu',
    read: 'Mention newsletter, version 1',
    method: 'Comment cela a été dit',
    paper: 'Sur papier',
    phone: 'Au téléphone',
    proof: 'Preuve',
    save: 'Noter',
    stands: 'Ce qui vaut',
    history: 'Tout ce qui a été dit',
    granted: 'Accordé',
    withdrawn: 'Retiré',
    receipt: 'Télécharger le reçu de consentement',
    link: 'Lien de préférences',
    make: 'Créer le lien',
    theLink: 'Le lien',
    preferences: 'Vos préférences',
    change: 'Noter un changement',
    withdraws: 'retire son accord',
    messages: 'Messages',
    refused: 'Non autorisé',
    why: 'Le client a retiré son accord',
  },
  en: {
    write: 'Write down a choice',
    purpose: 'Purpose',
    offers: 'Offers and news',
    notice: 'What they had read',
    read: 'Notice newsletter, version 1',
    method: 'How it was said',
    paper: 'On paper',
    phone: 'On the phone',
    proof: 'Proof',
    save: 'Write it down',
    stands: 'What stands',
    history: 'All that was said',
    granted: 'Granted',
    withdrawn: 'Withdrawn',
    receipt: 'Download the consent receipt',
    link: 'Preference link',
    make: 'Make the link',
    theLink: 'The link',
    preferences: 'Your preferences',
    change: 'Write down a change',
    withdraws: 'withdraws what they agreed to',
    messages: 'Messages',
    refused: 'Refused',
    why: 'The customer withdrew their consent',
  },
};

async function choose(page: Page, within: Locator, field: string, option: string) {
  await within.getByRole('button', { name: new RegExp(`^${field}(,|$)`) }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a consent is written down and withdrawn, and the message after it is refused, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel({ plugins: [...config.plugins, postOffice().plugin] });
      const { 1001: marie = '' } = await openShop(app);
      const text = { fr: { text: 'Recevez nos offres.' }, en: { text: 'Get our offers.' } };
      await app.post('/api/notices', { code: 'newsletter', texts: text });
      const { page } = await visit(`${app.url}/admin/customers/${marie}?tab=core-consent-consents`, {
        language,
      });
      await logIn(page, language, await somebody(app));
      const dialog = page.getByRole('dialog');
      const stands = page.getByRole('list', { name: say.stands });
      const history = page.getByRole('list', { name: say.history });

      await page.getByRole('button', { name: say.write }).click();
      await choose(page, dialog, say.purpose, say.offers);
      await choose(page, dialog, say.method, say.paper);
      await choose(page, dialog, say.notice, say.read);
      await dialog.getByText(text[language].text).waitFor();
      await dialog.getByLabel(say.proof).fill('Formulaire 2041');
      await dialog.getByRole('button', { name: say.save }).click();
      await stands.getByText(say.granted, { exact: true }).waitFor();
      await history.getByText('Formulaire 2041').waitFor();
      const { items } = (await app.get(`/api/customers/${marie}/consents`)).body;
      assert.equal(items.length, 1);
      const { state, channel, contactPoint, notice, detail } = items[0];
      assert.deepEqual(
        [state, channel, contactPoint.value],
        ['granted', 'email', 'marie.dubois@example.com'],
      );
      assert.deepEqual([notice.code, notice.version, notice.language], ['newsletter', 1, language]);
      assert.deepEqual([detail.method, detail.evidence], ['paper', { note: 'Formulaire 2041' }]);

      const downloading = page.waitForEvent('download');
      await history.getByRole('link', { name: say.receipt }).click();
      const download = await downloading;
      assert.equal(download.suggestedFilename(), `consent-${items[0].id}.jsonld`);
      const receipt = JSON.parse(readFileSync(await download.path(), 'utf8'));
      assert.equal(receipt['@type'], 'dpv:ConsentReceipt');

      await page.getByRole('button', { name: say.link }).click();
      await dialog.getByRole('button', { name: say.make }).click();
      const link = await dialog.getByLabel(say.theLink).inputValue();
      const centre = await fetch(link, { headers: { 'accept-language': language } });
      assert.match(await centre.text(), new RegExp(say.preferences));
      await page.keyboard.press('Escape');

      await stands.getByRole('button', { name: say.change }).click();
      assert.ok(await dialog.getByRole('radio', { name: say.withdraws }).isChecked());
      await choose(page, dialog, say.method, say.phone);
      await dialog.getByRole('button', { name: say.save }).click();
      await stands.getByText(say.withdrawn, { exact: true }).waitFor();
      assert.equal(await history.getByRole('listitem').count(), 2);

      await app.post('/api/messages', {
        customer: marie,
        channel: 'email',
        purpose: 'marketing',
        content: { text: 'Soldes' },
      });
      await app.drain();
      await page.getByRole('tab', { name: say.messages }).click();
      const sent = page.getByRole('list', { name: say.messages });
      await sent.getByText(say.refused, { exact: true }).waitFor();
      await sent.getByText(say.why).waitFor();
    },
  );
}

browserTest('the ledger is verified, says what was touched, and gives a checkpoint away', async (visit) => {
  await using app = await startTestPanel();
  const { 1001: marie = '' } = await openShop(app);
  const consent = { source: 'web-shop', customerId: marie, state: 'granted', purpose: 'marketing' };
  await app.post('/api/consents', [
    { ...consent, id: '1' },
    { ...consent, id: '2' },
  ]);
  const { page } = await visit(`${app.url}/admin/consent-ledger`, { language: 'en' });
  await logIn(page, 'en', await somebody(app));
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('Nothing was touched').waitFor();

  await page.getByRole('button', { name: 'Make one now' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download checkpoint 1' }).click();
  const heads = readFileSync(await (await downloading).path(), 'utf8');
  assert.equal(heads.trim().split('\n').length, 3);

  await app.db.query(`update chaland.consent set state = 'refused' where n = 2`);
  await page.getByRole('button', { name: 'Verify again' }).click();
  await page.getByText('A record was changed, record 2 of the profile').waitFor();
});
