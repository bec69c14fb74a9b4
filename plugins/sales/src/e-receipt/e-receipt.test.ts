import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { onBothDatabases, startTestChaland, type TestChaland } from '@chaland/core/testing';
import sales from '../plugin.ts';
import { letterBox } from '../testing/letter-box.ts';

const data = (number: string) => ({
  number,
  currency: 'EUR',
  lines: [
    {
      id: '1',
      sku: 'SC-01',
      name: 'Écharpe <b>laine</b>',
      category: ['Accessoires'],
      quantity: 2,
      unitPrice: '25.50',
      amount: 4590,
      discounts: [{ amount: 510, label: 'Bienvenue' }],
      tax: { rate: '20', amount: 765 },
    },
    {
      sku: 'LIVRE',
      name: 'Livre',
      quantity: 1,
      unitPrice: '10.55',
      amount: 1055,
      tax: { rate: '5.5', amount: 55 },
    },
    { kind: 'gift_card', quantity: 1, unitPrice: '20', amount: 2000, reference: '****7654' },
  ],
  tenders: [{ kind: 'card', amount: 7645 }],
});

const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

onBothDatabases((on) => {
  const box = letterBox();
  let app: TestChaland;
  let number = 0;
  before(async () => {
    app = await startTestChaland({
      on,
      plugins: [sales, box.plugin],
      config: { http: { origin: 'https://crm.example.com' }, locale: { language: 'en', country: 'IE' } },
    });
    await app.stores.put({ code: 'lyon', name: 'Maison Lyon', country: 'FR', timeZone: 'Europe/Paris' });
    await app.stores.put({ code: 'cork', name: 'Maison Cork', country: 'IE', timeZone: 'Europe/Dublin' });
    await app.consents.notices.create(
      {
        code: 'marketing',
        texts: { fr: { text: 'Une lettre par mois.' }, en: { text: 'A letter a month.' } },
      },
      app.clock.now(),
    );
  });
  beforeEach(() => {
    box.posted.length = 0;
  });
  after(() => app.close());

  /** A receipt that names nobody, or whoever is given. */
  async function sold({ customer, store = 'lyon' }: { customer?: object; store?: string } = {}) {
    const printed = `0004${++number}`;
    const fate = await app.moments.recordOne({
      id: printed,
      source: 'pos-lyon',
      type: 'receipt',
      time: app.clock.now().toISOString(),
      store,
      ...(customer ? { customer } : {}),
      data: data(printed),
    });
    assert.equal(fate.fate, 'recorded', JSON.stringify(fate));
    return { number: printed, ...(fate as { moment: string; customer?: string }) };
  }
  const deliver = (id: string, body: object) => app.post(`/api/x/sales/receipts/${id}/deliver`, body);
  async function linkOf(id: string): Promise<string> {
    const { status, body } = await deliver(id, { channel: 'qr' });
    assert.equal(status, 200, JSON.stringify(body));
    return new URL(body.url).pathname;
  }
  async function read(path: string, init?: RequestInit) {
    const answer = await app.request(path, init);
    return { status: answer.status, headers: answer.headers, page: spaced(await answer.text()) };
  }
  const send = (path: string, fields: Record<string, string>) =>
    read(path, { method: 'POST', body: new URLSearchParams(fields) });
  const marketing = (email: string, customer: string) =>
    app.consents.check([
      {
        customerId: customer,
        purpose: 'marketing',
        channel: 'email',
        contactPoint: { kind: 'email', value: email },
      },
    ]);
  const holderOf = async (email: string) => {
    const [row] = await app.db.query<{ customer: string; profile: string }>(
      `select p.customer_id as customer, p.id as profile from chaland.identifier i
       join chaland.profile p on p.id = i.profile_id where i.kind = 'email' and i.value = $1`,
      [email],
    );
    return row!;
  };

  describe('a receipt', () => {
    test('is sent by e-mail once to each address, in the language of its store', async () => {
      const { moment, number } = await sold();
      const asked = await deliver(moment, { channel: 'email', to: ' Ana@Example.com ' });
      assert.equal(asked.status, 202, JSON.stringify(asked.body));
      assert.equal(asked.body.known, false);
      await app.drain();
      const again = await app.post(`/api/x/sales/receipts/deliver?source=pos-lyon&number=${number}`, {
        channel: 'email',
        to: 'ana@example.com',
      });
      assert.deepEqual([again.body.message, again.body.known], [asked.body.message, true]);
      await deliver(moment, { channel: 'email', to: 'leo@example.com' });
      await app.drain();
      assert.deepEqual(
        box.posted.map(({ message }) => [message.contactPoint.value, message.purpose]),
        [
          ['ana@example.com', 'e-receipt'],
          ['leo@example.com', 'e-receipt'],
        ],
      );
      const { values, text } = box.posted[0]!.content;
      assert.equal(values.subject, 'Votre ticket – Maison Lyon');
      assert.equal(spaced(values.total!), '76,45 €');
      assert.match(text, /Elle ne sert à rien d’autre/);
      assert.ok(values.link!.startsWith('https://crm.example.com/api/x/sales/e-receipts/'));
      const { status, page } = await read(new URL(values.link!).pathname);
      assert.equal(status, 200);
      assert.match(page, /Votre ticket/);
    });

    test('is found at once, before whoever keeps the receipts has read it, and an unknown one is not', async () => {
      const { number } = await sold();
      const path = '/api/x/sales/receipts/deliver?source=pos-lyon&number=';
      assert.equal((await app.post(path + number, { channel: 'qr' })).status, 200);
      await app.drain();
      assert.equal((await app.post(path + number, { channel: 'qr' })).status, 200);
      const unknown = await app.post(`${path}none`, { channel: 'qr' });
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'CHL_NOT_FOUND']);
      assert.equal((await deliver('0190a1b2-0000-7000-8000-000000000000', { channel: 'qr' })).status, 404);
    });

    test('is not sent to what is no address', async () => {
      const { moment } = await sold();
      const { status, body } = await deliver(moment, { channel: 'email', to: 'nonsense' });
      assert.deepEqual([status, body.pointer], [422, '/to']);
    });

    test('is sent by whoever may in its store', async () => {
      const { moment } = await sold();
      const there = app.as(await app.keyWith(['sales.send'], { store: 'lyon' }));
      const elsewhere = app.as(await app.keyWith(['sales.send'], { store: 'cork' }));
      const path = `/api/x/sales/receipts/${moment}/deliver`;
      assert.equal((await there.post(path, { channel: 'qr' })).status, 200);
      assert.equal((await elsewhere.post(path, { channel: 'qr' })).status, 403);
    });

    test('is read with its discounts, each rate of VAT, how it was paid, and a code to bring it back', async () => {
      const { moment, number } = await sold();
      const { body } = await deliver(moment, { channel: 'qr' });
      assert.match(body.svg, /^<svg /);
      const path = new URL(body.url).pathname;
      const { status, headers, page } = await read(path);
      assert.equal(status, 200);
      assert.match(page, /lang="fr"/);
      assert.match(page, /Écharpe &lt;b&gt;laine&lt;\/b&gt;/);
      assert.match(page, /Bienvenue -5,10 €/);
      assert.match(page, /20 %<\/td><td>38,25 €<\/td><td>7,65 €<\/td><td>45,90 €/);
      assert.match(page, /5,5 %<\/td><td>10,00 €<\/td><td>0,55 €<\/td><td>10,55 €/);
      assert.match(page, /Carte cadeau.*\*\*\*\*7654/);
      assert.match(page, /Réglé par carte bancaire<\/dt><dd>76,45 €/);
      assert.match(page, new RegExp(`Code de retour du ticket ${number}`));
      assert.match(headers.get('content-security-policy')!, /default-src 'none'/);
      assert.match(headers.get('x-robots-tag')!, /noindex/);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(page, /<script|checked/);
      assert.match((await read(`${path}?lang=en`)).page, /Your receipt/);
      const inCork = await sold({ store: 'cork' });
      assert.match((await read(await linkOf(inCork.moment))).page, /lang="en"/);
    });

    test('says clearly why a link shows nothing', async () => {
      const { moment, customer } = await sold({ customer: { id: 'erased' } });
      const path = await linkOf(moment);
      const forged = await read(`${path.slice(0, -2)}AA`);
      assert.deepEqual([forged.status, /pas valable|not valid/.test(forged.page)], [404, true]);
      assert.equal((await app.delete(`/api/customers/${customer}?reason=request`)).status < 300, true);
      const gone = await read(path);
      assert.deepEqual([gone.status, /no longer available/.test(gone.page)], [410, true]);
      const other = await linkOf((await sold()).moment);
      app.clock.advance({ days: 761 });
      const expired = await read(other);
      assert.deepEqual([expired.status, /expired/.test(expired.page)], [410, true]);
    });
  });

  describe('an address that was given for a receipt', () => {
    test('is in no advertising, by no path, and tells nothing of whose the receipt is', async () => {
      const known = await sold({ customer: { id: 'regular' } });
      const email = 'receipts-only@example.com';
      await deliver(known.moment, { channel: 'email', to: email });
      await app.drain();
      const holder = await holderOf(email);
      // Nothing was added to who bought.
      assert.notEqual(holder.customer, known.customer);
      box.posted.length = 0;
      const contactPoint = { kind: 'email', value: email };
      const content = { subject: 'Sales', text: 'Sales', values: {} };
      for (const purpose of ['marketing', 'survey', 'open-tracking']) {
        for (const where of [{}, { contactPoint }]) {
          const { status, body } = await app.post('/api/messages', {
            customer: holder.customer,
            channel: 'email',
            purpose,
            content,
            ...where,
          });
          assert.equal(status, 202, JSON.stringify(body));
          await app.drain();
          const { body: message } = await app.get(`/api/messages/${body.id}`);
          assert.equal(message.state, 'refused', purpose);
        }
      }
      // Neither by its buyer, to whom it was never said to belong.
      const [fate] = await app.contextOf('sales').messages.request([
        {
          key: 'offer',
          customer: known.customer!,
          channel: 'email',
          purpose: 'marketing',
          contactPoint,
          content,
        },
      ]);
      assert.deepEqual(fate, { fate: 'refused', code: 'not-held' });
      assert.deepEqual(box.posted, []);
    });

    test('stays apart when its profile is merged into who agreed to everything, and the receipt still arrives', async () => {
      const email = 'apart@example.com';
      const agreed = await sold({
        customer: { id: 'agreed', identifiers: [{ kind: 'email', value: 'agreed@example.com' }] },
      });
      const { moment } = await sold();
      await deliver(moment, { channel: 'email', to: email });
      const { status } = await app.post('/api/merges', {
        survivor: agreed.customer,
        loser: (await holderOf(email)).customer,
      });
      assert.equal(status, 201);
      app.clock.advance({ seconds: 1 });
      // To all e-mail, without naming an address.
      await app.consents.record([
        {
          id: 'all',
          source: 'web',
          customerId: agreed.customer,
          state: 'granted',
          purpose: 'marketing',
          channel: 'email',
        },
      ]);
      const [apart] = await marketing(email, agreed.customer!);
      assert.deepEqual([apart!.allowed, apart!.code], [false, 'contact_point_isolated']);
      assert.equal((await marketing('agreed@example.com', agreed.customer!))[0]!.allowed, true);
      await app.drain();
      assert.deepEqual(
        box.posted.map(({ message }) => [message.contactPoint.value, message.purpose]),
        [[email, 'e-receipt']],
      );
    });

    test('that was withdrawn gets the receipt again when its holder asks for it again', async () => {
      const email = 'again@example.com';
      const contactPoint = { kind: 'email', value: email };
      const { moment } = await sold();
      const first = await deliver(moment, { channel: 'email', to: email });
      app.clock.advance({ seconds: 1 });
      await app.consents.record([
        {
          id: 'no more',
          source: 'preference-centre',
          customerId: (await holderOf(email)).customer,
          state: 'withdrawn',
          purpose: 'e-receipt',
          channel: 'email',
          contactPoint,
        },
      ]);
      await app.drain();
      assert.deepEqual(box.posted, []);
      app.clock.advance({ seconds: 1 });
      const second = await deliver(moment, { channel: 'email', to: email });
      assert.equal(second.status, 202, JSON.stringify(second.body));
      assert.notEqual(second.body.message, first.body.message);
      await app.drain();
      assert.equal(box.posted.length, 1);
    });

    test('stays a customer’s who has it already, and lifts no refusal of advertising', async () => {
      const email = 'marie@example.com';
      const marie = await sold({ customer: { id: 'marie', identifiers: [{ kind: 'email', value: email }] } });
      await app.consents.record([
        {
          id: 'no',
          source: 'web',
          customerId: marie.customer,
          state: 'refused',
          purpose: 'marketing',
          channel: 'email',
          contactPoint: { kind: 'email', value: email },
        },
      ]);
      const { moment } = await sold();
      await deliver(moment, { channel: 'email', to: email });
      await app.drain();
      assert.equal((await holderOf(email)).customer, marie.customer);
      assert.equal(box.posted.length, 1);
      const [answer] = await marketing(email, marie.customer!);
      assert.deepEqual([answer!.allowed, answer!.code], [false, 'refused']);
    });
  });

  describe('a receipt of nobody', () => {
    const bought = async (customer: string) => {
      await app.drain();
      const { status, body } = await app.get(`/api/x/sales/customers/${customer}`);
      return status === 200 ? (body.facts[0]?.gross ?? 0) : 0;
    };

    test('is put in the name of who claims it, with their purchases, and can be taken back', async () => {
      const { moment, number } = await sold();
      await app.drain();
      const path = await linkOf(moment);
      const page = await read(path);
      assert.match(page.page, /Rattacher ce ticket/);
      const done = await send(path, { email: 'claire@example.com', phone: '', card: '' });
      assert.equal(done.status, 200, done.page);
      assert.match(done.page, /rattaché à votre nom/);
      assert.doesNotMatch(done.page, /<form/);
      const claire = (await holderOf('claire@example.com')).customer;
      // The gift card is no purchase yet.
      assert.equal(await bought(claire), 5645);
      const { body } = await app.get(`/api/customers/${claire}/timeline`);
      assert.deepEqual(body.items.map(({ type }: { type: string }) => type).sort(), [
        'receipt',
        'receipt.claimed',
      ]);
      assert.equal((await marketing('claire@example.com', claire))[0]!.allowed, false);
      const { body: merges } = await app.get(`/api/merges?customer=${claire}`);
      assert.equal(merges.items[0].rule, 'receipt-claim');

      // Once is enough.
      assert.equal((await send(path, { email: 'other@example.com' })).status, 409);
      assert.equal((await app.post(`/api/merges/${merges.items[0].id}/undo`, {})).status, 200);
      assert.equal(await bought(claire), 0);
      await app.stream.replay('sales.project');
      assert.equal(await bought(claire), 0);
      assert.ok(number);
    });

    test('counts the same when everything is read anew', async () => {
      const { moment } = await sold();
      await send(await linkOf(moment), { card: '2900000000123' });
      const [row] = await app.db.query<{ customer: string }>(
        `select p.customer_id as customer from chaland.identifier i join chaland.profile p on p.id = i.profile_id
         where i.kind = 'loyalty_card' and i.value = '2900000000123'`,
      );
      assert.equal(await bought(row!.customer), 5645);
      await app.stream.replay('sales.project');
      assert.equal(await bought(row!.customer), 5645);
    });

    test('is found by an address that its link was sent to as by one that was checked', async () => {
      const email = 'paul@example.com';
      const paul = await sold({
        customer: { id: 'paul', identifiers: [{ kind: 'email', value: email, verified: true }] },
      });
      const { moment } = await sold();
      await deliver(moment, { channel: 'email', to: email });
      await app.drain();
      const path = new URL(box.posted.at(-1)!.content.values.link!).pathname;
      const [, key] = /name="on" value="([^"]+)"/.exec((await read(path)).page) ?? [];
      assert.equal((await send(path, { email, on: key! })).status, 200);
      assert.equal(await bought(paul.customer!), 2 * 5645);
      assert.equal((await marketing(email, paul.customer!))[0]!.allowed, true);
      // Somebody who only knows the address isn't taken for Paul.
      const { moment: other } = await sold();
      await send(await linkOf(other), { email });
      assert.equal(await bought(paul.customer!), 2 * 5645);
    });

    test('agrees to what was ticked alone, in the words that were read', async () => {
      const { moment } = await sold();
      const path = await linkOf(moment);
      const { page } = await read(path);
      assert.match(page, /Une lettre par mois\./);
      const [key] = [...page.matchAll(/name="on" value="([^"]+)"/g)].map(([, value]) => value!);
      assert.equal(key, 'marketing|email|marketing|1|fr');
      const missing = await send(path, { phone: '06 12 34 56 78', on: key });
      assert.deepEqual([missing.status, /donnez une adresse/.test(missing.page)], [422, true]);
      assert.equal((await send(path, { email: 'agnes@example.com', on: key })).status, 200);
      const agnes = (await holderOf('agnes@example.com')).customer;
      assert.equal((await marketing('agnes@example.com', agnes))[0]!.allowed, true);
      const [record] = await app.consents.ofCustomer(agnes);
      assert.deepEqual(
        [record!.notice?.code, record!.notice?.version, record!.notice?.language, record!.detail?.method],
        ['marketing', 1, 'fr', 'e-receipt-page'],
      );
      assert.equal(record!.channel, 'email');
    });

    test('says what is wrong with what was typed, and changes nothing', async () => {
      const { moment } = await sold();
      const path = await linkOf(moment);
      const wrong = await send(path, { email: 'nonsense', phone: '12' });
      assert.equal(wrong.status, 422);
      assert.match(wrong.page, /Cette adresse e-mail n’est pas valable/);
      assert.match(wrong.page, /Ce numéro de téléphone n’est pas valable/);
      assert.match(wrong.page, /value="nonsense"/);
      const empty = await send(path, {});
      assert.deepEqual([empty.status, /role="alert"/.test(empty.page)], [422, true]);
      const choice = await send(path, { email: 'x@example.com', on: 'marketing|email|another|9|fr' });
      assert.equal(choice.status, 200);
      const x = (await holderOf('x@example.com')).customer;
      assert.equal((await marketing('x@example.com', x))[0]!.allowed, false);
    });

    test('is not offered where it is somebody’s, nor where the retailer does not offer it', async () => {
      const known = await sold({ customer: { id: 'regular' } });
      const path = await linkOf(known.moment);
      assert.doesNotMatch((await read(path)).page, /<form/);
      assert.equal((await send(path, { email: 'y@example.com' })).status, 409);
    });
  });
});
