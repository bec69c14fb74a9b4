import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { counter } from './browser/counter.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';
import config from './chaland.config.ts';

const words = {
  fr: {
    add: 'Ajouter une connexion',
    counter: /^Comptoir/,
    name: 'Nom',
    address: 'Son adresse',
    secret: 'Secret partagé',
    save: 'Vérifier et enregistrer',
    check: 'Vérifier',
    checked: 'Elle fonctionnera.',
    secretsAgain: 'L’adresse a été modifiée : saisissez à nouveau les secrets.',
    saveAll: 'Enregistrer sans vérifier',
    noCounter: 'Aucun comptoir à cette adresse.',
    hook: 'Adresse',
    waiting: 'En attente',
    well: 'En service',
    fetch: 'Récupérer maintenant',
    begun: 'La récupération commence.',
    removing: 'La connexion est en cours de suppression.',
    replayed: 'Elles vont être traitées à nouveau.',
    fetched: 'La dernière fois : 30 récupérés',
    more: 'Plus',
    pause: 'Mettre en pause',
    resume: 'Reprendre',
    paused: 'En pause',
    rotate: 'Changer les secrets',
    change: 'Changer',
    until: /^Les anciens secrets sont acceptés jusqu’au/,
    deliveries: 'Voir les réceptions',
    quarantined: 'En quarantaine',
    done: 'Traitée',
    unknownStore: 'NICE',
    again: 'Traiter à nouveau',
    againAll: 'Traiter à nouveau la quarantaine',
    giveUpAll: 'Abandonner la quarantaine',
    givenUp: 'Elles vont être abandonnées.',
    nothingSold: 'rien n’a été vendu',
    remove: 'Supprimer',
    erase: /^L’effacer/,
    type: /^Tapez EFFACER pour confirmer/,
    word: 'EFFACER',
    nothing: 'Rien n’est encore connecté',
    readOnly: /^Vous pouvez la consulter/,
    locked: /^Voir ce qui est arrivé demande le droit/,
  },
  en: {
    add: 'Add a connection',
    counter: /^Counter/,
    name: 'Name',
    address: 'Its address',
    secret: 'Shared secret',
    save: 'Check and save',
    check: 'Check',
    checked: 'It will work.',
    secretsAgain: 'The address was changed: enter the secrets again.',
    saveAll: 'Save without checking',
    noCounter: 'There is no counter at this address.',
    hook: 'Address',
    waiting: 'Waiting',
    well: 'Working',
    fetch: 'Fetch now',
    begun: 'Fetching begins.',
    removing: 'The connection is being removed.',
    replayed: 'They will be processed again.',
    fetched: 'Last time: 30 fetched',
    more: 'More',
    pause: 'Pause',
    resume: 'Resume',
    paused: 'Paused',
    rotate: 'Change secrets',
    change: 'Change',
    until: /^Old secrets are accepted until/,
    deliveries: 'Look at deliveries',
    quarantined: 'In quarantine',
    done: 'Done',
    unknownStore: 'NICE',
    again: 'Process again',
    againAll: 'Process quarantine again',
    giveUpAll: 'Give quarantine up',
    givenUp: 'They will be given up.',
    nothingSold: 'nothing was sold',
    remove: 'Remove',
    erase: /^Erase it/,
    type: /^Type ERASE to confirm/,
    word: 'ERASE',
    nothing: 'Nothing is connected yet',
    readOnly: /^You may look at it/,
    locked: /^Looking at what came needs/,
  },
};

const plugins = [...config.plugins, counter];
const sale = (id: string, store: string) => ({ id, store, at: '2026-03-02T10:00:00Z', amount: 250 });

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a connection is made after a check that fails, fetches, rests, and changes its secret, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel({ plugins });
      await openShop(app);
      const { page, faults } = await visit(`${app.url}/admin/connections`, { language });
      faults.expect(/^POST \/api\/connections\/[-0-9a-f]+\/check answered 422$/);
      await logIn(page, language, await somebody(app));
      await page.getByText(say.nothing).waitFor();

      await page.getByRole('link', { name: say.add }).first().click();
      await page.getByRole('link', { name: say.counter }).click();
      await page.getByLabel(say.name, { exact: true }).fill('Lyon 2');
      await page.getByLabel(say.address).fill('counter.test');
      await page.getByLabel(say.secret, { exact: true }).fill('first secret');
      await page.getByRole('button', { name: say.save }).click();
      await page.getByText(say.noCounter).waitFor();
      await page.getByLabel(say.address).and(page.locator('[aria-invalid=true]')).waitFor();
      await page.getByRole('button', { name: say.saveAll }).waitFor();
      assert.equal((await app.get('/api/connections')).body.items.length, 0);
      await page.getByLabel(say.address).fill('lyon2.example');
      await page.getByRole('button', { name: say.save }).click();

      await page.getByRole('heading', { level: 1, name: 'Lyon 2' }).waitFor();
      await page.getByText(say.waiting, { exact: true }).waitFor();
      const [made] = (await app.get('/api/connections')).body.items;
      assert.match(
        await page.getByLabel(say.hook, { exact: true }).inputValue(),
        new RegExp(`/hooks/${made.id}$`),
      );
      assert.doesNotMatch(await page.content(), /first secret/);

      // An edit is checked as it stands: with the secret that nobody sees, as long as it goes to the same address.
      const check = page.getByRole('button', { name: say.check, exact: true });
      await check.click();
      await page.getByText(say.checked).first().waitFor();
      await page.getByLabel(say.address).fill('counter.test');
      await check.click();
      await page.getByText(say.secretsAgain).waitFor();
      await page.getByLabel(say.secret, { exact: true }).fill('first secret');
      await check.click();
      await page.getByText(say.noCounter).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Lyon 2' }).waitFor();

      await page.getByRole('button', { name: say.fetch }).click();
      await page.getByText(say.begun).first().waitFor();
      await app.jobs.drain();
      await page.getByText(say.fetched).waitFor();
      await page.getByText(say.well, { exact: true }).waitFor();
      assert.equal((await app.get('/api/x/sales/receipts?limit=50')).status, 200);

      await page.getByRole('button', { name: say.more, exact: true }).click();
      await page.getByRole('menuitem', { name: say.pause }).click();
      await page.getByText(say.paused, { exact: true }).waitFor();
      await page.getByRole('button', { name: say.resume }).click();
      await page.getByText(say.well, { exact: true }).waitFor();

      await page.getByRole('button', { name: say.more, exact: true }).click();
      await page.getByRole('menuitem', { name: say.rotate }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say.secret, { exact: true }).fill('second secret');
      await dialog.getByRole('button', { name: say.change, exact: true }).click();
      await page.getByText(say.until).waitFor();
      for (const [secret, status] of [
        ['first secret', 200],
        ['second secret', 200],
        ['another', 401],
      ] as const) {
        const answer = await app.deliver(made, {
          headers: { 'x-secret': secret },
          body: sale(`s-${secret}`, 'LYON'),
        });
        assert.equal(answer.status, status, secret);
      }
    },
  );

  browserTest(
    `what names an unknown store waits in quarantine, and is processed once it is known, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel({ plugins });
      await openShop(app);
      const made = await app.connect({
        connector: 'counter',
        name: 'Nice',
        args: { address: 'nice.example', secret: 'a secret' },
      });
      for (const id of ['a', 'b']) {
        await app.deliver(made, { headers: { 'x-secret': 'a secret' }, body: sale(id, 'NICE') });
      }
      await app.inbox.drain();
      const { page } = await visit(`${app.url}/admin/connections/${made.id}`, { language });
      await logIn(page, language, await somebody(app));
      await page.getByRole('link', { name: say.quarantined }).click();
      await page.getByRole('button', { name: 'sale' }).first().click();
      const one = page.getByRole('dialog');
      await one.getByText('/moments/0/store').waitFor();
      await one
        .getByText(/"store": "NICE"/)
        .first()
        .waitFor();

      await app.post('/api/stores', { code: 'NICE', name: 'Nice' });
      await one.getByRole('button', { name: say.again }).click();
      await app.inbox.drain();
      await one.getByText(say.done, { exact: true }).waitFor();
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: say.againAll }).click();
      await page.getByRole('dialog').getByRole('button', { name: say.againAll }).click();
      await page.getByText(say.replayed).first().waitFor();
      await app.jobs.drain();
      await app.inbox.drain();
      const { body } = await app.get(`/api/deliveries?connection=${made.id}&state=done`);
      assert.equal(body.items.length, 2);

      await app.deliver(made, { headers: { 'x-secret': 'a secret' }, body: sale('c', 'ROUEN') });
      await app.inbox.drain();
      await page.reload();
      await page.getByRole('button', { name: say.giveUpAll }).click();
      await page.getByRole('dialog').getByRole('button', { name: say.giveUpAll }).click();
      await page.getByText(say.givenUp).first().waitFor();
      await app.jobs.drain();
      const { body: after } = await app.get(`/api/deliveries?connection=${made.id}`);
      assert.deepEqual(
        after.items.map(({ state, kept }: { state: string; kept: boolean }) => `${state} ${kept}`).sort(),
        ['discarded false', 'done true', 'done true'],
      );

      const empty = { ...sale('d', 'NICE'), amount: 0 };
      await app.deliver(made, { headers: { 'x-secret': 'a secret' }, body: empty });
      await app.inbox.drain();
      await page.goto(`${app.url}/admin/connections/${made.id}/deliveries?state=ignored`);
      await page.getByRole('cell', { name: say.nothingSold }).waitFor();
      await page.getByRole('button', { name: 'sale' }).click();
      await page.getByRole('dialog').getByText(say.nothingSold).first().waitFor();
    },
  );

  browserTest(
    `who may only look sees a connection and no content; it is removed with what it brought, in "${language}"`,
    async (visit) => {
      await using app = await startTestPanel({ plugins });
      await openShop(app);
      const made = await app.connect({
        connector: 'counter',
        name: 'Nice',
        args: { address: 'nice.example', secret: 'a secret' },
      });
      await app.deliver(made, { headers: { 'x-secret': 'a secret' }, body: sale('a', 'LYON') });
      await app.inbox.drain();
      const { page, faults } = await visit(`${app.url}/admin/connections/${made.id}`, { language });
      // Their page asks on, once somebody else has removed what it shows.
      faults.expect(/^GET \/api\/connections\/[-0-9a-f]+ answered 404$/);
      await logIn(page, language, await somebody(app, { permissions: ['connections.read'] }));
      await page.getByText(say.readOnly).waitFor();
      assert.equal(await page.getByRole('button', { name: say.more, exact: true }).count(), 0);
      await page.getByRole('link', { name: say.deliveries }).click();
      await page.getByRole('button', { name: 'sale' }).click();
      await page.getByRole('dialog').getByText(say.locked).waitFor();

      const manager = await visit(`${app.url}/admin/connections/${made.id}`, { language });
      await logIn(manager.page, language, await somebody(app));
      await manager.page.getByRole('button', { name: say.more, exact: true }).click();
      await manager.page.getByRole('menuitem', { name: say.remove }).click();
      const dialog = manager.page.getByRole('dialog');
      await dialog.getByRole('radio', { name: say.erase }).check();
      await dialog.getByLabel(say.type).fill(say.word.toLowerCase());
      await dialog.getByRole('button', { name: say.remove }).click();
      await manager.page.getByText(say.removing).first().waitFor();
      // Every process has to have heard of it first.
      app.clock.advance({ seconds: 10 });
      await app.jobs.drain();
      await manager.page.getByText(say.nothing).waitFor();
      assert.equal((await app.get(`/api/connections/${made.id}`)).status, 404);
    },
  );
}
