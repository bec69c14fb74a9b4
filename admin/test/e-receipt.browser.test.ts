import assert from 'node:assert/strict';
import channelEmail from '@chaland/channel-email';
import { aReceipt, startTestChaland } from '@chaland/core/testing';
import type { Page } from 'playwright-core';
import { settingsFor } from '../../plugins/channel-email/src/testing/settings.ts';
import { testSmtpServer } from '../../plugins/channel-email/src/testing/smtp-server.ts';
import { assertAccessible } from './browser/accessible.ts';
import { browserTest } from './browser/browser-test.ts';
import { languages, themes } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { marie, openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';
import config from './chaland.config.ts';

const words = {
  fr: {
    title: 'Votre ticket',
    switch: 'English',
    vat: '20 %',
    back: /^Code de retour du ticket/,
    email: 'Adresse e-mail',
    phone: 'Téléphone mobile',
    claim: 'Rattacher ce ticket',
    consent: /par e-mail$/,
    nobody: 'Donnez une adresse e-mail, un numéro de téléphone ou un numéro de carte valable.',
    claimed: 'C’est fait : ce ticket est rattaché à votre nom.',
    agreed: 'Vos choix sont enregistrés.',
    action: 'Envoyer ou montrer le ticket',
    send: 'Envoyer',
    code: 'Code QR du ticket',
    sent: 'Le ticket part vers',
  },
  en: {
    title: 'Your receipt',
    switch: 'Français',
    vat: '20%',
    back: /^Return code of receipt/,
    email: 'E-mail address',
    phone: 'Mobile phone',
    claim: 'Put it in my name',
    consent: /by e-mail$/,
    nobody: 'Give a valid e-mail address, phone number or card number.',
    claimed: 'Done: this receipt is in your name.',
    agreed: 'Your choices are saved.',
    action: 'Send or show the receipt',
    send: 'Send',
    code: 'QR code of the receipt',
    sent: 'The receipt is on its way to',
  },
};

const plugins = [...(config.plugins ?? []), channelEmail];
const fits = async (page: Page) =>
  assert.ok(
    await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    'the page is wider than the screen',
  );

for (const language of languages) {
  const say = words[language];

  browserTest(
    `somebody reads the receipt that they were sent, and claims it, in "${language}"`,
    async (visit) => {
      await using server = await testSmtpServer();
      await using app = await startTestChaland({
        plugins,
        settings: settingsFor(server.port),
        start: new Date(),
      });
      const { url } = await app.http.listen(0, '127.0.0.1');
      await app.stores.put({ code: 'shop', name: 'Maison Martin', country: language === 'fr' ? 'FR' : 'IE' });
      await app.consents.notices.create(
        {
          code: 'marketing',
          texts: { fr: { text: 'Une lettre par mois.' }, en: { text: 'A letter a month.' } },
        },
        app.clock.now(),
      );
      const fate = await app.moments.recordOne(
        aReceipt({
          store: 'shop',
          customer: undefined,
          data: {
            lines: [
              {
                sku: 'SC-01',
                name: 'Écharpe en laine mérinos tissée à la main',
                quantity: 2,
                unitPrice: '25.50',
                amount: 4590,
                discounts: [{ amount: 510, label: 'Bienvenue' }],
                tax: { rate: '20', amount: 765 },
              },
            ],
            tenders: [{ kind: 'card', amount: 4590 }],
          },
        }),
      );
      assert.ok('moment' in fate, JSON.stringify(fate));
      const asked = await app.post(`/api/x/sales/receipts/${fate.moment}/deliver`, {
        channel: 'email',
        to: 'lea@example.org',
        language,
      });
      assert.equal(asked.status, 202, JSON.stringify(asked.body));
      await app.drain();
      assert.deepEqual(
        server.delivered.map(({ to }) => to),
        [['lea@example.org']],
      );
      const [, token] = /e-receipts\/([\w-]+)/.exec(server.delivered[0]!.parts.get('text/plain') ?? '') ?? [];
      assert.ok(token, server.delivered[0]!.raw);
      const link = `${url}/api/x/sales/e-receipts/${token}${language === 'fr' ? '' : '?lang=en'}`;

      for (const theme of themes) {
        const { page } = await visit(link, { language, theme, size: 'phone' });
        await page.getByRole('heading', { level: 1, name: say.title }).waitFor();
        await page.getByRole('img', { name: say.back }).waitFor();
        await page.getByRole('cell', { name: say.vat, exact: true }).waitFor();
        await assertAccessible(page);
        await fits(page);
      }
      const { page, faults } = await visit(link, { language, size: 'phone' });
      // What is missing in a form is told by its page.
      faults.expect(/^POST .* answered 422$/);
      await page.getByRole('link', { name: say.switch }).click();
      await page
        .getByRole('heading', { level: 1, name: words[language === 'fr' ? 'en' : 'fr'].title })
        .waitFor();
      await page.goBack();
      const box = page.getByRole('checkbox', { name: say.consent });
      assert.equal(await box.isChecked(), false);
      await page.getByRole('button', { name: say.claim }).click();
      await page.getByRole('alert').getByText(say.nobody).waitFor();
      await assertAccessible(page);
      await page.getByLabel(say.email).fill('lea@example.org');
      await page.getByRole('checkbox', { name: say.consent }).check();
      await page.getByRole('button', { name: say.claim }).click();
      await page.getByRole('status').getByText(say.claimed).waitFor();
      await page.getByRole('status').getByText(say.agreed).waitFor();
      assert.equal(await page.getByRole('button', { name: say.claim }).count(), 0);
      await assertAccessible(page);
      await fits(page);
    },
  );

  browserTest(`a seller sends a receipt, and shows its code, in "${language}"`, async (visit) => {
    await using server = await testSmtpServer();
    await using app = await startTestPanel({ plugins, settings: settingsFor(server.port) });
    const { [marie.id]: id } = await openShop(app);
    const { page } = await visit(`${app.url}/admin/customers/${id}`, { language, size: 'phone' });
    await logIn(page, language, await somebody(app));
    await page.getByRole('button', { name: say.action }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: say.code }).waitFor();
    await assertAccessible(page);
    await dialog.getByLabel(say.email).fill('somebody@example.org');
    await dialog.getByRole('button', { name: say.send, exact: true }).click();
    await page.getByText(say.sent).first().waitFor();
    await app.drain();
    assert.deepEqual(
      server.delivered.map(({ to }) => to),
      [['somebody@example.org']],
    );
  });
}
