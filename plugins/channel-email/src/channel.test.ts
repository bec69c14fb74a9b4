import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import channelEmail from './plugin.ts';
import { type TestSmtpServer, testSmtpServer } from './testing/smtp-server.ts';

describe('e-mail, from the request to the server’s hands', () => {
  let app: TestChaland;
  let server: TestSmtpServer;
  let told = 0;
  before(async () => {
    server = await testSmtpServer();
    app = await startTestChaland({
      plugins: [channelEmail],
      config: { http: { origin: 'https://crm.example.com' } },
      settings: {
        'channel-email': {
          host: '127.0.0.1',
          port: server.port,
          encryption: 'none',
          from: 'bonjour@example.com',
          fromName: 'Chaland & Fils',
          replyTo: 'service@example.com',
          brands: [{ brand: 'kids', from: 'kids@example.com' }],
        },
      },
    });
    await app.stores.putBrand({ code: 'kids', name: 'Kids' });
  });
  after(async () => {
    await app.close();
    await server.close();
  });

  /** Somebody agrees to something. @returns their customer's id */
  async function agree(email: string, purpose: string): Promise<string> {
    const { body } = await app.post('/api/consents', {
      id: `agreed-${++told}`,
      source: 'web-shop',
      customer: { id: email, identifiers: [{ kind: 'email', value: email }] },
      contactPoint: { kind: 'email', value: email },
      channel: 'email',
      purpose,
      state: 'granted',
    });
    const { profile } = Array.isArray(body) ? body[0] : body;
    const [row] = await app.db.query<{ id: string }>(
      'select customer_id as id from chaland.profile where id = $1',
      [profile],
    );
    return row!.id;
  }
  async function send(customer: string, over: object = {}) {
    const { status, body } = await app.post('/api/messages', {
      customer,
      channel: 'email',
      purpose: 'marketing',
      content: { subject: 'Soldes d’été', text: 'Bonjour {{name}} !', values: { name: 'Zoé' } },
      ...over,
    });
    assert.equal(status, 202, JSON.stringify(body));
    await app.drain();
    return (await app.get(`/api/messages/${body.id}`)).body;
  }
  const mailsTo = (email: string) => server.delivered.filter(({ to }) => to.includes(email));

  test('advertising arrives as it was written, with a way out', async () => {
    const customer = await agree('zoe@example.com', 'marketing');
    const message = await send(customer);
    assert.equal(message.state, 'sent');
    assert.match(message.providerId, /^250 /);
    const [mail, ...more] = mailsTo('zoe@example.com');
    assert.equal(more.length, 0);
    const { headers, parts } = mail!;
    assert.equal(mail!.from, 'bonjour@example.com');
    assert.equal(headers.get('from'), '"Chaland & Fils" <bonjour@example.com>');
    assert.equal(headers.get('reply-to'), 'service@example.com');
    assert.equal(headers.get('message-id'), `<${message.id}@example.com>`);
    assert.match(headers.get('list-unsubscribe')!, /^<https:\/\/crm\.example\.com\/unsubscribe\/[\w.~-]+>$/);
    assert.equal(headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
    assert.match(parts.get('text/plain')!, /^Bonjour Zoé !/);
    assert.match(parts.get('text/html')!, /<p>Bonjour Zoé !<\/p>/);
  });

  test('one click on unsubscribe, and nothing more goes out', async () => {
    const customer = await agree('leo@example.com', 'marketing');
    await send(customer);
    const link = mailsTo('leo@example.com')[0]!.headers.get('list-unsubscribe')!.slice(1, -1);
    app.clock.advance({ seconds: 1 });
    const clicked = await app.as(null).request(new URL(link).pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    assert.ok(clicked.status < 300, String(clicked.status));
    const message = await send(customer);
    assert.deepEqual([message.state, message.code], ['refused', 'withdrawn']);
    assert.equal(mailsTo('leo@example.com').length, 1);
  });

  test('a receipt has no unsubscribe header, and comes from its brand', async () => {
    const customer = await agree('mia@example.com', 'e-receipt');
    await send(customer, {
      purpose: 'e-receipt',
      brand: 'kids',
      content: { subject: 'Votre ticket', text: 'Merci' },
    });
    const [mail] = mailsTo('mia@example.com');
    assert.equal(mail!.from, 'kids@example.com');
    assert.equal(mail!.headers.has('list-unsubscribe'), false);
    assert.equal((await send(customer)).state, 'refused', 'and the address serves for receipts alone');
  });

  test('mail waits while the channel is not set up', async () => {
    await using bare = await startTestChaland({ plugins: [channelEmail] });
    const { body } = await bare.post('/api/consents', {
      id: 'agreed',
      source: 'web-shop',
      customer: { id: '1', identifiers: [{ kind: 'email', value: 'ana@example.com' }] },
      contactPoint: { kind: 'email', value: 'ana@example.com' },
      channel: 'email',
      purpose: 'marketing',
      state: 'granted',
    });
    const { profile } = Array.isArray(body) ? body[0] : body;
    const [fate] = await bare
      .contextOf('core')
      .messages.request([
        { key: '1', profile, channel: 'email', purpose: 'marketing', content: { subject: 'S', text: 'T' } },
      ]);
    await bare.drain();
    assert.equal(fate!.fate, 'requested');
    const { body: page } = await bare.get('/api/messages');
    assert.equal(page.items[0].state, 'requested');
    assert.match(page.items[0].detail, /settings of channel-email can't be used/);
  });
});
