import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

// Uploaded files lie there, and are gone afterwards.
const folder = mkdtempSync(join(tmpdir(), 'chaland-test-imports-'));
process.env.CHALAND_IMPORTS = folder;
after(() => rmSync(folder, { recursive: true, force: true }));

const words = {
  fr: {
    mapping: 'Choisir une correspondance',
    dryRun: 'Essai à blanc',
    waiting: 'Attend son tour',
    wouldBe: 'Ce qu’il en adviendrait',
    notNumber: /^Qté n’est pas un nombre \(correspondance/,
    subtotal: 'sous-total',
    import: 'Importer',
    became: 'Ce qu’il en est advenu',
    rejected: 'Lignes rejetées',
    download: 'Télécharger les lignes rejetées',
    done: 'Importé',
    customers: 'Clients',
  },
  en: {
    mapping: 'Choose a mapping',
    dryRun: 'Dry run',
    waiting: 'Waiting its turn',
    wouldBe: 'What would become of it',
    notNumber: /^Qté is not a number \(mapping/,
    subtotal: 'subtotal',
    import: 'Import',
    became: 'What became of it',
    rejected: 'Rows rejected',
    download: 'Download the rejected rows',
    done: 'Imported',
    customers: 'Customers',
  },
};

/**
 * As a French till writes it: semicolons, decimal commas, Windows' letters, a line that is no article, and one
 * without a number.
 */
const file = Buffer.from(
  [
    'Magasin;Ticket;Date;Heure;Carte;Email;Nom;Prénom;Article;EAN;Libellé;Qté;PU;Montant;TVA %;TVA',
    'LYON;T1;02/03/2026;10:15;2900000009001;;Étienne;Zoé;SC1;;Écharpe;1;45,90;45,90;20;7,65',
    'LYON;T1;02/03/2026;10:15;2900000009001;;Étienne;Zoé;ST;;SOUS-TOTAL;1;45,90;45,90;20;7,65',
    'LYON;T2;02/03/2026;11:40;2900000009002;;Petit;Léo;MA7;;Manteau;1;189,90;189,90;20;31,65',
    'LYON;T3;02/03/2026;12:05;2900000009002;;Petit;Léo;MA7;;Manteau;un;189,90;189,90;20;31,65',
  ].join('\r\n'),
  'latin1',
);

for (const language of languages) {
  const say = words[language];

  browserTest(`a till's file is tried, imported and watched, in "${language}"`, async (visit) => {
    await using app = await startTestPanel();
    const { page } = await visit(`${app.url}/admin/x/connector-csv/imports`, { language });
    await logIn(page, language, await somebody(app));

    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'till.csv', mimeType: 'text/csv', buffer: file });
    await page.getByRole('heading', { level: 1, name: 'till.csv' }).waitFor();
    await page.getByText(say.mapping, { exact: true }).click();
    await page.getByRole('option', { name: /French till/ }).click();
    await page.getByRole('button', { name: say.dryRun, exact: true }).click();
    // Nothing runs by itself in a test: until its jobs are, the page shows that it waits.
    await page.getByRole('heading', { name: say.waiting }).waitFor();
    await app.drain();
    await page.getByRole('heading', { name: say.wouldBe }).waitFor();
    // The reader's own words: nothing in these cells is marked as English.
    for (const reason of [say.notNumber, say.subtotal]) {
      await page.locator('td > span:not([lang])', { hasText: reason }).waitFor();
    }

    await page.getByRole('button', { name: say.import, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: say.import, exact: true }).click();
    await page.getByRole('heading', { name: say.waiting }).waitFor();
    await app.drain();
    await page.getByRole('heading', { name: say.became }).waitFor();
    await page.getByRole('status').getByText(say.done, { exact: true }).waitFor();

    // Which rows it was: counted, and to be had back as they came, to be mended.
    await page.getByText(say.rejected, { exact: true }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: say.download }).click(),
    ]);
    const rejects = readFileSync(await download.path(), 'utf8');
    assert.match(rejects, /T3;/);
    assert.match(rejects, /SOUS-TOTAL/);
    assert.doesNotMatch(rejects, /T2;/);

    await page.getByRole('link', { name: say.customers, exact: true }).click();
    await page.getByRole('link', { name: 'Zoé Étienne' }).waitFor();
    await page.getByRole('link', { name: 'Léo Petit' }).waitFor();
  });
}
