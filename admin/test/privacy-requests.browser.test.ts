import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';

const words = {
  fr: {
    create: 'Nouvelle demande',
    search: 'Nom, e-mail, téléphone ou carte',
    words: 'Avec ses mots',
    note: 'Noter la demande',
    access: 'Accès aux données',
    erasure: 'Effacement',
    left: /^(28|29|30|31|32|33) jours restants$/,
    checkFirst: /^Vérifiez d’abord l’identité/,
    how: 'Moyen de vérification',
    saveCheck: 'Enregistrer la vérification',
    verified: 'C’est bien elle',
    export: 'Télécharger ses données',
    answered: /^Comment il a été répondu/,
    finish: 'Clore la demande',
    proved: 'Traitée, avec sa preuve',
    done: 'Traitée',
    extend: 'Prolonger',
    extendWhy: /^Raison de la prolongation/,
    extended: /^(8|9)\d jours restants$/,
    refuse: 'Refuser',
    refuseWhy: /^Raison du refus/,
    refused: 'Refusée',
    required: 'Veuillez remplir ce champ.',
    newNote: 'Nouvelle note',
    addNote: 'Ajouter la note',
    erase: 'Effacer cette personne…',
    type: /^Tapez EFFACER pour confirmer/,
    word: 'EFFACER',
    eraseNow: 'Effacer définitivement',
    gone: 'Plus personne',
    menu: 'Vie privée',
    mistake: 'La fiche était une erreur',
    erased: 'Ce client a été effacé',
    object: 'Enregistrer l’opposition',
    correct: 'Ouvrir la fiche du client',
    rectified: 'Rectification',
    restricted: 'Limitation du traitement',
  },
  en: {
    create: 'New request',
    search: 'Name, e-mail, phone or card',
    words: 'In their words',
    note: 'Note the request',
    access: 'A copy of their data',
    erasure: 'To be erased',
    left: /^(28|29|30|31|32|33) days left$/,
    checkFirst: /^Check first who asks/,
    how: 'How it was checked',
    saveCheck: 'Save the check',
    verified: 'It is them',
    export: 'Download their data',
    answered: /^How it was answered/,
    finish: 'Request is done',
    proved: 'Done, with proof',
    done: 'Done',
    extend: 'Extend',
    extendWhy: /^Reason for the extension/,
    extended: /^(8|9)\d days left$/,
    refuse: 'Refuse',
    refuseWhy: /^Reason for the refusal/,
    refused: 'Refused',
    required: 'Please fill this in.',
    newNote: 'New note',
    addNote: 'Add the note',
    erase: 'Erase this person…',
    type: /^Type ERASE to confirm/,
    word: 'ERASE',
    eraseNow: 'Erase for ever',
    gone: 'Nobody any more',
    menu: 'Privacy',
    mistake: 'The record was a mistake',
    erased: 'This customer was erased',
    object: 'Record the objection',
    correct: 'Open the customer',
    rectified: 'A correction',
    restricted: 'A restriction',
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a request for a copy is noted, checked, carried out and done, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { 1001: marie } = await openShop(app);
      const { page } = await visit(`${app.url}/admin/privacy/requests`, { language });
      await logIn(page, language, await somebody(app));

      await page.getByRole('button', { name: say.create }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('searchbox', { name: say.search }).fill('dubois');
      await dialog.getByRole('button', { name: /^Marie Dubois/ }).click();
      await dialog.getByLabel(say.words).fill('Qu’avez-vous sur moi ?');
      await dialog.getByRole('button', { name: say.note }).click();

      await page.getByRole('heading', { level: 1, name: say.access }).waitFor();
      await page.getByText(say.left).waitFor();
      await page.getByText(say.checkFirst).waitFor();
      assert.equal(await page.getByRole('link', { name: say.export }).count(), 0);
      await page.getByLabel(say.how).fill('Rappelée au numéro de la fiche');
      await page.getByRole('button', { name: say.saveCheck }).click();
      await page.getByText(say.verified, { exact: true }).waitFor();

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: say.export }).click(),
      ]);
      assert.match(download.suggestedFilename(), /\.zip$/);
      assert.ok(new URL(download.url()).pathname.includes(marie!));
      await page.getByRole('button', { name: say.finish }).click();
      await page.getByText(say.required).waitFor();
      await page.getByLabel(say.answered).fill('Archive remise en boutique');
      await page.getByRole('button', { name: say.finish }).click();
      await page.getByText(say.proved).waitFor();
      await page.getByText('Archive remise en boutique').waitFor();
      const { body } = await app.get('/api/privacy/requests');
      assert.equal(body.items[0].state, 'done');
      assert.equal(body.items[0].proof.kind, 'export');
      assert.equal(body.items[0].identity.how, 'Rappelée au numéro de la fiche');
    },
  );

  browserTest(
    `an erasure is carried out from its request, and from a customer, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { 1001: marie, 1002: paul } = await openShop(app);
      const request = { kind: 'erasure', customer: marie, requester: { name: 'Marie Dubois' } };
      const noted = await app.post('/api/privacy/requests', request);
      const { page, faults } = await visit(`${app.url}/admin/privacy/requests/${noted.body.id}`, {
        language,
      });
      // Whoever was erased is looked for once more.
      faults.expect(/^GET \/api\/customers\/.* answered 4(04|10)$/);
      await logIn(page, language, await somebody(app));

      await page.getByRole('button', { name: say.saveCheck }).click();
      await page.getByRole('button', { name: say.erase }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say.type).fill('Marie');
      await dialog.getByRole('button', { name: say.eraseNow }).click();
      await dialog.getByLabel(say.type).and(page.locator('[aria-invalid=true]')).waitFor();
      await dialog.getByLabel(say.type).fill(say.word);
      await dialog.getByRole('button', { name: say.eraseNow }).click();
      await page.getByText(say.proved).waitFor();
      assert.equal((await app.get(`/api/customers/${marie}`)).status, 410);

      await page.goto(`${app.url}/admin/privacy/requests`);
      await page.getByRole('link', { name: say.gone }).waitFor();

      await page.goto(`${app.url}/admin/customers/${paul}`);
      await page.getByRole('button', { name: say.menu, exact: true }).click();
      await page.getByRole('menuitem', { name: say.erase }).click();
      await dialog.getByRole('radio', { name: say.mistake }).check();
      await dialog.getByLabel(say.type).fill(say.word.toLowerCase());
      await dialog.getByRole('button', { name: say.eraseNow }).click();
      await page.getByText(say.erased).waitFor();
      assert.equal((await app.get(`/api/customers/${paul}`)).status, 410);
    },
  );

  browserTest(
    `a request is extended, noted upon and refused with a reason, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const request = { kind: 'access', requester: { name: 'Ana Lopes', way: 'post' } };
      const noted = await app.post('/api/privacy/requests', request);
      const { page } = await visit(`${app.url}/admin/privacy/requests`, { language });
      await logIn(page, language, await somebody(app));
      await page.getByRole('link', { name: 'Ana Lopes' }).click();

      await page.getByRole('button', { name: say.extend, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say.extendWhy).fill('Archives de dix ans');
      await dialog.getByRole('button', { name: say.extend, exact: true }).click();
      await page.getByText(say.extended).waitFor();
      await page.getByLabel(say.newNote).fill('Courrier envoyé');
      await page.getByRole('button', { name: say.addNote }).click();
      await page.getByRole('listitem').filter({ hasText: 'Courrier envoyé' }).waitFor();
      await page.getByRole('button', { name: say.refuse, exact: true }).click();
      await dialog.getByLabel(say.refuseWhy).fill('Identité jamais établie');
      await dialog.getByRole('button', { name: say.refuse, exact: true }).click();
      await page.getByText('Identité jamais établie').waitFor();
      await page.getByText(say.refused, { exact: true }).first().waitFor();
      const { body } = await app.get(`/api/privacy/requests/${noted.body.id}`);
      assert.equal(body.state, 'refused');
      assert.equal(body.extensionReason, 'Archives de dix ans');
    },
  );

  browserTest(
    `an objection is recorded, a correction and a restriction are answered, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel();
      const { 1001: marie } = await openShop(app);
      const ask = async (kind: string) =>
        (
          await app.post('/api/privacy/requests', {
            kind,
            customer: marie,
            requester: { name: 'Marie Dubois', way: 'phone' },
          })
        ).body.id as string;
      const [objection, rectification, restriction] = [
        await ask('objection'),
        await ask('rectification'),
        await ask('restriction'),
      ];
      const { page } = await visit(`${app.url}/admin/privacy/requests/${objection}`, { language });
      await logIn(page, language, await somebody(app));

      await page.getByRole('button', { name: say.saveCheck }).click();
      await page.getByRole('button', { name: say.object }).click();
      await page.getByText(say.proved).waitFor();
      const states = (await app.get(`/api/customers/${marie}/consents`)).body.items as {
        purpose: string;
        state: string;
      }[];
      assert.deepEqual(
        ['marketing', 'profiling'].map(
          (purpose) => states.find((record) => record.purpose === purpose)?.state,
        ),
        ['refused', 'refused'],
      );

      for (const [id, title, proof] of [
        [rectification, say.rectified, 'correction'],
        [restriction, say.restricted, 'restriction'],
      ] as const) {
        await page.goto(`${app.url}/admin/privacy/requests/${id}`);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await page.getByRole('button', { name: say.saveCheck }).click();
        await page.getByLabel(say.answered).waitFor();
        assert.equal(
          await page.getByRole('link', { name: say.correct }).count(),
          proof === 'correction' ? 1 : 0,
        );
        await page.getByLabel(say.answered).fill('Courrier du 12');
        await page.getByRole('button', { name: say.finish }).click();
        await page.getByText(say.proved).waitFor();
        const { body } = await app.get(`/api/privacy/requests/${id}`);
        assert.deepEqual([body.state, body.proof.kind, body.proof.text], ['done', proof, 'Courrier du 12']);
      }
    },
  );
}
