import assert from 'node:assert/strict';
import { startTestChaland } from '@chaland/core/testing';
import type { Page } from 'playwright-core';
import { assertAccessible } from './browser/accessible.ts';
import { browserTest } from './browser/browser-test.ts';
import { allLooks, languages } from './browser/look.ts';
import config from './chaland.config.ts';

const email = { kind: 'email', value: 'ana.lopez@example.com' };
const notice = {
  fr: 'La maison Martin vous écrit au plus une fois par semaine : nouveautés, soldes et invitations en boutique.\nVotre adresse n’est donnée à personne.',
  en: 'Maison Martin writes once a week at most: what is new, sales, and invitations to the store.\nYour address is given to nobody.',
};
const words = {
  fr: {
    title: 'Vos préférences',
    save: 'Enregistrer',
    saved: 'C’est enregistré',
    now: 'Désormais accepté',
    stop: 'Ne plus recevoir de publicité',
    stopped: 'Vous ne recevrez plus aucune publicité',
    switch: 'English',
    other: 'Your preferences',
    ask: 'Se désinscrire',
    confirm: 'Confirmer',
    done: 'Vous êtes désinscrit',
    forged: 'Ce lien n’est pas valable',
    offers: 'Offres et actualités',
  },
  en: {
    title: 'Your preferences',
    save: 'Save',
    saved: 'Saved',
    now: 'Now agreed to',
    stop: 'Stop all advertising',
    stopped: 'You will receive no more advertising',
    switch: 'Français',
    other: 'Vos préférences',
    ask: 'Unsubscribe',
    confirm: 'Confirm',
    done: 'You are unsubscribed',
    forged: 'This link is not valid',
    offers: 'Offers and news',
  },
};

/** A shop that somebody is known to, who agreed to e-mail. */
async function startWithAna(language: 'fr' | 'en') {
  const app = await startTestChaland({ plugins: config.plugins, start: new Date() });
  const { url } = await app.http.listen(0, '127.0.0.1');
  await app.consents.notices.create(
    { code: 'marketing', texts: { fr: { text: notice.fr }, en: { text: notice.en } } },
    app.clock.now(),
  );
  await app.post('/api/brands', { code: 'martin', name: 'Maison Martin' });
  const fate = await app.moments.recordOne({
    id: 'v1',
    source: 'till',
    type: 'visit',
    time: app.clock.now().toISOString(),
    customer: {
      id: 'ana',
      identifiers: [email, { kind: 'phone', value: '+33612345678' }],
      attributes: { language },
    },
    data: {},
  });
  assert.ok('customer' in fate && fate.customer);
  await app.consents.record([
    {
      id: 'yes',
      source: 'till',
      customerId: fate.customer,
      state: 'granted',
      purpose: 'marketing',
      channel: 'email',
      contactPoint: email,
    },
  ]);
  app.clock.advance({ minutes: 1 });
  const [profile] = await app.db.query<{ id: string }>('select id from chaland.profile');
  const target = { profileId: profile!.id, contactPoint: email };
  return Object.assign(app, {
    url,
    preferences: app.links.preferences(target, url).url,
    unsubscribe: app.links.unsubscribe({ ...target, purpose: 'marketing', channel: 'email' }, url).url,
  });
}

const fits = async (page: Page) =>
  assert.ok(
    await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    'the page is wider than the screen',
  );

for (const language of languages) {
  const say = words[language];

  browserTest(`a customer changes what they agreed to, in "${language}"`, async (visit) => {
    await using app = await startWithAna(language);
    for (const look of allLooks) {
      const { page } = await visit(app.preferences, { ...look, language: language === 'fr' ? 'en' : 'fr' });
      // What the customer speaks, not their browser.
      await page.getByRole('heading', { level: 1, name: say.title }).waitFor();
      await page.getByText(notice[language].split('\n')[0]!).waitFor();
      await assertAccessible(page);
      await fits(page);
    }

    const { page } = await visit(app.preferences, { language, size: 'phone' });
    const offers = page.getByRole('group', { name: say.offers });
    assert.equal(await offers.getByRole('checkbox', { name: /^E-mail/ }).isChecked(), true);
    // By the keyboard alone.
    const text = offers.getByRole('checkbox', { name: /^(SMS|Text message)/ });
    await text.focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: say.save }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: say.saved }).waitFor();
    await page.getByRole('status').getByText(say.now).waitFor();
    assert.equal(await text.isChecked(), true);
    await assertAccessible(page);
    await fits(page);

    await page.getByRole('link', { name: say.switch }).click();
    await page.getByRole('heading', { level: 1, name: say.other }).waitFor();

    const again = await visit(app.preferences, { language });
    await again.page.getByRole('button', { name: say.stop }).click();
    await again.page.getByText(say.stopped).waitFor();
    assert.equal(
      await again.page
        .getByRole('group', { name: say.offers })
        .getByRole('checkbox', { checked: true })
        .count(),
      0,
    );
    await assertAccessible(again.page);
  });

  browserTest(`a customer unsubscribes, in "${language}"`, async (visit) => {
    await using app = await startWithAna(language);
    for (const look of allLooks) {
      const { page } = await visit(app.unsubscribe, { ...look, language });
      await page.getByRole('heading', { level: 1, name: say.ask }).waitFor();
      await assertAccessible(page);
      await fits(page);
      await page.getByRole('button', { name: say.confirm }).click();
      await page.getByRole('heading', { level: 1, name: say.done }).waitFor();
      await assertAccessible(page);
    }
    const cut = await visit(app.preferences.slice(0, -5), { language, size: 'phone' });
    cut.faults.expect(/404/);
    await cut.page.getByText(words[language].forged).first().waitFor();
    await assertAccessible(cut.page);
  });
}
