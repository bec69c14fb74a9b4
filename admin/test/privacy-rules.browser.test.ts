import assert from 'node:assert/strict';
import { aMoment } from '@chaland/core/testing';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    kept: /^Clients : la personne entière$/,
    look: 'Simuler',
    sample: 'Quelques-uns d’entre eux',
    one: '1 personne',
    run: 'Effacer maintenant',
    queued: 'L’effacement commence dans un instant.',
    done: 'Terminé',
    nobody: 'Personne ne partirait.',
    register: 'Registre des traitements',
    basis: 'Obligation légale',
    download: 'Télécharger en CSV',
    print: 'Imprimer',
    printed: 'Registre des activités de traitement',
  },
  en: {
    kept: /^Customers: the whole person$/,
    look: 'Look',
    sample: 'Some of them',
    one: '1 person',
    run: 'Erase now',
    queued: 'The erasure begins in a moment.',
    done: 'Done',
    nobody: 'Nobody would go.',
    register: 'Processing register',
    basis: 'Legal obligation',
    download: 'Download as CSV',
    print: 'Print',
    printed: 'Register of processing activities',
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(`a dry run tells who would go, and a run erases them, in "${language}"`, async (visit) => {
    await using app = await startTestPanel();
    await openShop(app);
    const long = app.clock.now().getTime() - 15 * 365 * 86_400_000;
    const old = { id: '4001', attributes: { firstName: 'Odette', lastName: 'Ancienne' } };
    const moment = aMoment({
      type: 'visit',
      store: 'LYON',
      time: new Date(long).toISOString(),
      customer: { ...old, identifiers: [{ kind: 'loyalty_card', value: '2900000004001' }] },
      data: { noticed: 'card' },
    });
    assert.ok((await app.post('/api/moments', moment)).status < 300);
    const { page } = await visit(`${app.url}/admin/privacy/retention`, { language });
    await logIn(page, language, await somebody(app));
    await page.getByRole('heading', { name: say.kept }).first().waitFor();

    await page.getByRole('button', { name: say.look, exact: true }).click();
    const sample = page.getByRole('list', { name: say.sample });
    await sample.getByRole('link', { name: 'Odette Ancienne' }).waitFor();
    assert.equal(await sample.getByRole('listitem').count(), 1);

    await page.getByRole('button', { name: say.run }).click();
    await page.getByRole('dialog').getByRole('button', { name: say.run }).click();
    await page.getByText(say.queued, { exact: true }).first().waitFor();
    await app.drain();
    await page.getByText(say.done, { exact: true }).waitFor();
    await page.getByRole('listitem').filter({ hasText: say.one }).first().waitFor();
    await page.getByRole('button', { name: say.look, exact: true }).click();
    await page.getByText(say.nobody).waitFor();
  });

  browserTest(`the processing register is read, printed and downloaded, in "${language}"`, async (visit) => {
    await using app = await startTestPanel();
    const { page } = await visit(`${app.url}/admin/privacy/register`, { language });
    await logIn(page, language, await somebody(app));
    await page.getByRole('heading', { level: 1, name: say.register }).waitFor();
    await page.getByText(say.basis, { exact: true }).first().waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: say.download }).click(),
    ]);
    assert.match(download.suggestedFilename(), /\.csv$/);
    const print = await page.getByRole('link', { name: say.print }).getAttribute('href');
    await page.goto(new URL(print!, app.url).href);
    await page.getByRole('heading', { level: 1, name: say.printed }).waitFor();
  });
}
