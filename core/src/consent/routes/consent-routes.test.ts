import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { readCheckpointFile } from '../ledger/checkpoint-file.ts';
import { consent, customerOf, shop } from '../testing/shop.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    app = await startTestChaland({
      on,
      plugins: [shop],
      settings: { core: { consent: { controller: { name: 'Chaland SA', contact: 'dpo@example.com' } } } },
      config: { http: { origin: 'https://crm.example.com' } },
    });
    await app.stores.putBrand({ code: 'nord', name: 'Nord' });
    await app.stores.put({ code: 'PAR-1', name: 'Paris' });
  });
  after(() => app.close());

  const mailOf = (name: string) => ({ kind: 'email', value: `${name}@example.com` });

  describe('recording', () => {
    test('one is answered by its status', async () => {
      const input = consent({ contactPoint: mailOf('one') });
      const first = await app.post('/api/consents', input);
      assert.equal(first.status, 201);
      assert.equal(first.body.fate, 'recorded');
      assert.equal((await app.post('/api/consents', input)).status, 200);
      const other = await app.post('/api/consents', { ...input, state: 'withdrawn' });
      assert.equal(other.status, 409);
      assert.equal(other.headers.get('content-type'), 'application/problem+json');
      const wrong = await app.post('/api/consents', { ...input, id: 'x', purpose: 'marketting' });
      assert.equal(wrong.status, 422);
      assert.match(wrong.body.mend, /marketing/);
    });

    test('of several each has its fate, and pointers begin at the body', async () => {
      const { status, body } = await app.post('/api/consents', [
        consent({ contactPoint: mailOf('two') }),
        consent({ contactPoint: { kind: 'email', value: 'two' } }),
      ]);
      assert.equal(status, 200);
      assert.deepEqual(body.counts, { recorded: 1, duplicate: 0, conflict: 0, rejected: 1 });
      assert.equal(body.results[1].problem.pointer, '/1/contactPoint/value');
    });

    test('more than a thousand are refused', async () => {
      const { status } = await app.post(
        '/api/consents',
        Array.from({ length: 1_001 }, () => consent()),
      );
      assert.equal(status, 422);
    });

    test('it is audited, and needs its permission', async () => {
      const { body } = await app.post('/api/consents', consent({ contactPoint: mailOf('audited') }));
      const { body: trail } = await app.get(`/api/audit?subjectKind=consent&subjectId=${body.consent}`);
      assert.equal(trail.items[0].action, 'create');
      const reader = app.as(await app.keyWith(['consents.read']));
      assert.equal((await reader.post('/api/consents', consent())).status, 403);
    });
  });

  describe('a customer’s consents', () => {
    test('are told last first, with what stands', async () => {
      const { body } = await app.post(
        '/api/consents',
        consent({ customer: { id: 'c1' }, contactPoint: mailOf('c1') }),
      );
      app.clock.advance({ minutes: 5 });
      await app.post(
        '/api/consents',
        consent({ profileId: body.profile, contactPoint: mailOf('c1'), state: 'withdrawn' }),
      );
      const id = await customerOf(app, body.profile);
      const { status, body: told } = await app.get(`/api/customers/${id}/consents`);
      assert.equal(status, 200);
      assert.deepEqual(
        told.items.map(({ state, current, n }: Record<string, unknown>) => [state, current, n]),
        [
          ['withdrawn', true, 2],
          ['granted', false, 1],
        ],
      );
      assert.deepEqual(told.items[0].contactPoint, mailOf('c1'));
    });

    test('of somebody whom a store’s key may not see are not told', async () => {
      const { body } = await app.post('/api/consents', consent({ customer: { id: 'c2' } }));
      const id = await customerOf(app, body.profile);
      const store = app.as(await app.keyWith(['consents.read'], { store: 'PAR-1' }));
      assert.equal((await store.get(`/api/customers/${id}/consents`)).status, 404);
      assert.equal((await store.get(`/api/consents/${body.consent}/receipt`)).status, 404);
    });
  });

  describe('a receipt', () => {
    test('has the fields of ISO/IEC TS 27560 by their names in DPV', async () => {
      await app.post('/api/notices', { code: 'news', texts: { fr: { text: 'Recevez nos offres.' } } });
      const { body: made } = await app.post(
        '/api/consents',
        consent({
          customer: { id: 'r1' },
          contactPoint: mailOf('r1'),
          brand: 'nord',
          notice: { code: 'news', language: 'fr' },
          method: 'web-form',
          expiresAt: '2031-01-01T00:00:00Z',
        }),
      );
      const { status, body: text, headers } = await app.get(`/api/consents/${made.consent}/receipt?lang=fr`);
      assert.equal(status, 200);
      assert.equal(headers.get('content-type'), 'application/ld+json');
      const receipt = typeof text === 'string' ? JSON.parse(text) : text;
      assert.equal(receipt['@context'].dpv, 'https://w3id.org/dpv#');
      assert.equal(receipt['@type'], 'dpv:ConsentReceipt');
      assert.deepEqual(receipt['dct:conformsTo'], { '@id': 'dpv-27560:receipt-record' });
      const [record] = receipt['dpv:hasRecordOfActivity'];
      assert.equal(record['dct:identifier'], made.consent);
      assert.equal(record['dpv:hasDataSubject']['dct:identifier'], made.profile);
      assert.equal(record['dpv:hasEntity'][0]['dpv:hasName'], 'Chaland SA');
      assert.deepEqual(record['dpv:hasJurisdiction'], { '@id': 'loc:FR' });
      const [process] = record['dpv:hasProcess'];
      assert.equal(process['dpv:hasPurpose'][0]['skos:prefLabel'], 'Offres et actualités');
      assert.deepEqual(process['dpv:hasLegalBasis'], [{ '@id': 'eu-gdpr:A6-1-a' }]);
      assert.equal(process['dpv:hasPersonalData'][0]['rdf:value'], 'r1@example.com');
      assert.equal(record['dpv:hasNotice'][0]['dct:description'], 'Recevez nos offres.');
      const [status27560] = record['dpv:hasConsentStatus'];
      assert.deepEqual(status27560['@type'], ['dpv:ConsentGiven', 'dpv:ExpressedConsent']);
      assert.equal(status27560['dpv:hasIndicationMethod'], 'web-form');
      assert.deepEqual(status27560['dpv:hasDuration'], {
        '@type': 'dpv:UntilTimeDuration',
        'rdf:value': '2031-01-01T00:00:00.000Z',
      });
    });

    test('of nothing is not found', async () => {
      const { status } = await app.get('/api/consents/01890000-0000-7000-8000-000000000000/receipt');
      assert.equal(status, 404);
    });
  });

  describe('purposes', () => {
    const added = {
      code: 'club-letter',
      title: { en: 'Club letter', fr: 'Lettre du club' },
      description: { en: 'Once a month.', fr: 'Une fois par mois.' },
      legalBasis: 'consent',
      marketing: true,
      softOptIn: false,
    };
    test('are there from the first day, and more can be made', async () => {
      const made = await app.post('/api/purposes', added);
      assert.equal(made.status, 201);
      assert.equal(made.body.isolated, false);
      const { body } = await app.get('/api/purposes');
      const codes = body.items.map(({ code }: { code: string }) => code);
      for (const code of ['marketing', 'profiling', 'e-receipt', 'open-tracking', 'club-letter']) {
        assert.ok(codes.includes(code), code);
      }
      assert.equal((await app.post('/api/purposes', added)).status, 409);
    });
    test('change their words, and nothing that people agreed to', async () => {
      const { headers } = await app.get('/api/purposes/profiling');
      const ifMatch = { 'if-match': headers.get('etag')! };
      const title = { en: 'Tailored offers', fr: 'Offres sur mesure' };
      const changed = await app.patch('/api/purposes/profiling', { title }, ifMatch);
      assert.deepEqual(changed.body.title, title);
      const basis = await app.patch(
        '/api/purposes/profiling',
        { legalBasis: 'contract' },
        { 'if-match': '*' },
      );
      assert.equal(basis.status, 422);
    });
    test('with a soft opt-in are advertising that rests on consent', async () => {
      const { body } = await app.post('/api/purposes', {
        ...added,
        code: 'x',
        marketing: false,
        softOptIn: true,
      });
      assert.equal(body.pointer, '/softOptIn');
    });
  });

  describe('notices', () => {
    const write = (text: string, more = {}) =>
      app.post('/api/notices', { code: 'offers', texts: { fr: { text } }, ...more });
    test('have versions, each with the hash of its exact wording', async () => {
      const first = await write('Nos offres.');
      assert.equal(first.status, 201);
      assert.equal(first.body.version, 1);
      assert.equal(first.body.texts.fr.sha256, hash('sha256', 'Nos offres.', 'hex'));
      assert.equal((await write('Nos offres.')).status, 409);
      assert.equal((await write('Nos offres !')).body.version, 2);
      assert.equal((await write('Nos offres.', { brand: 'nord' })).status, 409);
      const { body: newest } = await app.get('/api/notices');
      assert.equal(newest.items.find(({ code }: { code: string }) => code === 'offers').version, 2);
      const page = await app.get('/api/notices?code=offers&limit=1');
      assert.equal(page.body.items[0].version, 2);
      const next = await app.get(`/api/notices?code=offers&limit=1&cursor=${page.body.next}`);
      assert.equal(next.body.items[0].version, 1);
    });
    test('of a brand serve its consents only', async () => {
      await app.post('/api/notices', { code: 'of-nord', brand: 'nord', texts: { fr: { text: 'Nord.' } } });
      const input = consent({ customer: { id: 'n1' }, notice: { code: 'of-nord', language: 'fr' } });
      assert.equal((await app.post('/api/consents', input)).body.pointer, '/notice/code');
      assert.equal((await app.post('/api/consents', { ...input, brand: 'nord' })).status, 201);
    });
  });

  test('the ledger is verified, and its checkpoint exported', async () => {
    const { body: made, status } = await app.post('/api/consents/checkpoints');
    assert.equal(status, 201);
    const { body: listed } = await app.get('/api/consents/checkpoints');
    assert.deepEqual(listed.items[0], made);
    const { body: file } = await app.get(`/api/consents/checkpoints/${made.n}/heads`);
    const read = await readCheckpointFile(linesOf(file), 'export');
    assert.equal(read.hash, made.hash);
    const { body: verification } = await app.get('/api/consents/verification');
    assert.equal(verification.intact, true);
    assert.equal(verification.checkpoints, made.n);
  });

  test('a checkpoint is made every night', async () => {
    await app.drain();
    const { body: before } = await app.get('/api/consents/checkpoints');
    app.clock.advance({ days: 1 });
    await app.drain();
    const { body: after } = await app.get('/api/consents/checkpoints');
    assert.equal(after.items.length, before.items.length + 1);
  });

  test('an erasure through the API leaves a ledger that says erased', async () => {
    const { body: made } = await app.post(
      '/api/consents',
      consent({ customer: { id: 'gone' }, contactPoint: mailOf('gone') }),
    );
    const id = await customerOf(app, made.profile);
    const erased = await app.delete(`/api/customers/${id}`);
    assert.ok(erased.status < 300, JSON.stringify(erased.body));
    const { body } = await app.get('/api/consents/verification');
    assert.equal(body.intact, true, JSON.stringify(body.findings));
    assert.equal(body.erased, 1);
  });
});

async function* linesOf(text: string) {
  yield* text.trimEnd().split('\n');
}
