import assert from 'node:assert/strict';
import { browserTest } from './browser/browser-test.ts';
import { languages } from './browser/look.ts';
import { logIn, somebody } from './browser/people.ts';
import { postOffice } from './browser/post-office.ts';
import { openShop } from './browser/shop.ts';
import { startTestPanel } from './browser/start-test-panel.ts';
import config from './chaland.config.ts';

const words = {
  fr: {
    table: 'Messages',
    waits: '1 message attend que quelqu’un dise ce qui en est advenu.',
    unknown: 'Sort inconnu',
    noAnswer: 'Le prestataire n’a pas répondu',
    open: 'Afficher le message à marie.dubois@example.com',
    wasSent: 'Le message à marie.dubois@example.com est parti',
    yes: 'Il est parti',
    sent: 'Envoyé',
    takeBack: 'Annuler le message à paul.martin@example.com',
    yesTakeBack: 'Annuler l’envoi',
    takenBack: 'Annulé',
    state: 'État',
  },
  en: {
    table: 'Messages',
    waits: '1 message waits for somebody to say what became of it.',
    unknown: 'Nobody knows',
    noAnswer: 'The provider did not answer',
    open: 'Show the message to marie.dubois@example.com',
    wasSent: 'The message to marie.dubois@example.com was sent',
    yes: 'It was sent',
    sent: 'Sent',
    takeBack: 'Take back the message to paul.martin@example.com',
    yesTakeBack: 'Take back',
    takenBack: 'Taken back',
    state: 'State',
  },
};

for (const language of languages) {
  const say = words[language];

  browserTest(
    `a person says what became of a message of which nobody knows, and takes another back, in "${language}"`,
    async (visit) => {
      const office = postOffice();
      office.send = async () => {
        throw new Error('the line went dead');
      };
      await using app = await startTestPanel({ plugins: [...config.plugins, office.plugin] });
      const { 1001: marie = '', 1002: paul = '' } = await openShop(app);
      const request = async (customer: string, more: object = {}) => {
        const { status, body } = await app.post('/api/messages', {
          customer,
          channel: 'email',
          purpose: 'service',
          content: { text: 'Votre retouche est prête' },
          ...more,
        });
        assert.equal(status, 202, JSON.stringify(body));
        return body.id as string;
      };
      const lost = await request(marie);
      await app.drain();
      const tomorrow = new Date(app.clock.now().getTime() + 24 * 3_600_000).toISOString();
      app.clock.advance({ milliseconds: 5 });
      const later = await request(paul, { notBefore: tomorrow });
      const stateOf = async (id: string) => (await app.get(`/api/messages/${id}`)).body.state;
      assert.deepEqual([await stateOf(lost), await stateOf(later)], ['unknown', 'requested']);

      const { page } = await visit(`${app.url}/admin/messages`, { language });
      await logIn(page, language, await somebody(app));
      await page.getByText(say.waits).waitFor();
      // First, though the other one was requested after it.
      const first = page.getByRole('table', { name: say.table }).getByRole('row').nth(1);
      await first.getByText(say.unknown, { exact: true }).waitFor();
      await first.getByTitle(say.noAnswer).waitFor();
      await first.getByRole('button', { name: say.open }).click();
      await page.getByRole('dialog').getByText('the line went dead').waitFor();
      await page.keyboard.press('Escape');

      await first.getByRole('button', { name: say.wasSent }).click();
      await page.getByRole('dialog').getByRole('button', { name: say.yes, exact: true }).click();
      await page.getByText(say.waits).waitFor({ state: 'detached' });
      assert.equal(await stateOf(lost), 'sent');

      await page.getByRole('button', { name: say.takeBack }).click();
      await page.getByRole('dialog').getByRole('button', { name: say.yesTakeBack, exact: true }).click();
      await page.getByRole('cell').getByText(say.takenBack, { exact: true }).last().waitFor();
      assert.equal(await stateOf(later), 'cancelled');

      await page.getByRole('button', { name: new RegExp(`^${say.state},`) }).click();
      await page.getByRole('option', { name: say.sent, exact: true }).click();
      await page.waitForURL('**/messages?state=sent');
      await page.getByText('paul.martin@example.com').waitFor({ state: 'detached' });
      await page.getByText('marie.dubois@example.com').waitFor();
    },
  );
}
