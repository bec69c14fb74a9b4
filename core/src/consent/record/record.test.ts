import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import type { ConsentFate, ConsentInput } from '../consents.ts';
import { consent, customerOf, shop } from '../testing/shop.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    app = await startTestChaland({ on, plugins: [shop] });
    await app.stores.putBrand({ code: 'nord', name: 'Nord' });
    await app.stores.put({ code: 'PAR-1', name: 'Paris' });
  });
  after(() => app.close());

  const record = async (...inputs: unknown[]) => app.consents.record(inputs);
  const recorded = async (input: Partial<ConsentInput>) => {
    const [fate] = await record(consent(input));
    assert.equal(fate!.fate, 'recorded', JSON.stringify(fate));
    return fate as Extract<ConsentFate, { consent: string }>;
  };
  const refusal = async (input: unknown) => {
    const [fate] = await record(input);
    assert.equal(fate!.fate, 'rejected');
    return (fate as Extract<ConsentFate, { problem: unknown }>).problem;
  };
  const mailOf = (n: string) => ({ kind: 'email', value: `${n}@example.com` });

  describe('whose a consent is', () => {
    test('an address alone founds the source’s profile, as a moment would', async () => {
      const first = await recorded({ contactPoint: { kind: 'email', value: ' Alone@Example.COM ' } });
      const again = await recorded({ contactPoint: mailOf('alone'), state: 'withdrawn' });
      assert.equal(again.profile, first.profile);
      const [moment] = await app.moments.record([
        {
          id: 'v-alone',
          source: 'web-shop',
          type: 'visit',
          time: app.clock.now().toISOString(),
          customer: { identifiers: [mailOf('alone')] },
          data: {},
        },
      ]);
      assert.equal((moment as { customer: string }).customer, await customerOf(app, first.profile));
    });

    test('the source’s own number is enough', async () => {
      const first = await recorded({ customer: { id: 'c-7' } });
      const again = await recorded({ customer: { id: 'c-7' }, contactPoint: mailOf('seven') });
      assert.equal(again.profile, first.profile);
    });

    test('a customer’s goes to the profile that answers for the contact point', async () => {
      const till = await recorded({ source: 'till', customer: { id: '8' }, contactPoint: mailOf('eight') });
      const customerId = await customerOf(app, till.profile);
      const said = await recorded({ source: 'panel', customerId, contactPoint: mailOf('eight') });
      assert.equal(said.profile, till.profile);
      const general = await recorded({ source: 'panel', customerId, purpose: 'profiling', channel: null });
      assert.equal(general.profile, till.profile);
    });

    test('nobody, two people at once, and who isn’t there are refused', async () => {
      const unknown = '01890000-0000-7000-8000-000000000000';
      assert.equal((await refusal(consent())).pointer, '/customer');
      assert.equal(
        (await refusal(consent({ customer: { id: '1' }, profileId: unknown }))).code,
        'CHL_INPUT_INVALID',
      );
      assert.equal((await refusal(consent({ profileId: unknown }))).code, 'CHL_NOT_FOUND');
      assert.equal((await refusal(consent({ customerId: unknown }))).pointer, '/customerId');
    });
  });

  describe('sent again', () => {
    test('the same is recorded once, and told with what it is called', async () => {
      const input = consent({ contactPoint: mailOf('twice') });
      const [first] = await record(input);
      const [again, inBatch] = await record(input, input);
      assert.deepEqual(again, { ...first, fate: 'duplicate' });
      assert.deepEqual(inBatch, again);
    });

    test('with other content it is a conflict, and the first stands', async () => {
      const input = consent({ contactPoint: mailOf('conflict') });
      await record(input);
      const [fate] = await record({ ...input, state: 'refused' });
      assert.equal(fate!.fate, 'conflict');
      assert.equal((fate as unknown as { problem: { code: string } }).problem.code, 'CHL_CONSENT_CONFLICT');
    });

    test('a thousand take as many statements as one', async () => {
      const many = Array.from({ length: 1_000 }, (_, n) =>
        consent({
          source: 'bulk',
          customer: { id: `b-${n % 400}` },
          contactPoint: mailOf(`bulk-${n % 400}`),
        }),
      );
      const count = await statements(() => app.consents.record(many));
      assert.ok(count < 30, `${count} statements`);
      const fates = await app.consents.record(many);
      assert.ok(fates.every(({ fate }) => fate === 'duplicate'));
      assert.equal((await app.consents.verify()).findings.length, 0);
    });
  });

  describe('what is wrong is named', () => {
    const cases: [string, Partial<Record<keyof ConsentInput, unknown>>, string, string][] = [
      ['an unknown purpose', { purpose: 'markting' }, 'CHL_PURPOSE_UNKNOWN', '/purpose'],
      ['a purpose that asks nobody', { purpose: 'service' }, 'CHL_PURPOSE_ASKS_NOBODY', '/purpose'],
      ['an unknown brand', { brand: 'sud' }, 'CHL_BRAND_UNKNOWN', '/brand'],
      ['an unknown store', { store: 'XXX' }, 'CHL_STORE_UNKNOWN', '/store'],
      ['an unknown seller', { staff: 'XXX' }, 'CHL_STAFF_UNKNOWN', '/staff'],
      [
        'an unknown notice',
        { notice: { code: 'none', language: 'fr' } },
        'CHL_NOTICE_UNKNOWN',
        '/notice/code',
      ],
      [
        'no address',
        { contactPoint: { kind: 'email', value: 'nobody' } },
        'CHL_IDENTIFIER_INVALID',
        '/contactPoint/value',
      ],
      [
        'no kind',
        { contactPoint: { kind: 'pigeon', value: 'x' } },
        'CHL_IDENTIFIER_KIND_UNKNOWN',
        '/contactPoint/kind',
      ],
      ['no state', { state: 'maybe' }, 'CHL_INPUT_INVALID', '/state'],
      ['no time', { time: 'yesterday' }, 'CHL_INPUT_INVALID', '/time'],
      ['a time to come', { time: '2099-01-01T00:00:00Z' }, 'CHL_INPUT_INVALID', '/time'],
      [
        'an end of a refusal',
        { state: 'refused', expiresAt: '2099-01-01T00:00:00Z' },
        'CHL_INPUT_INVALID',
        '/expiresAt',
      ],
      [
        'an end before the beginning',
        { expiresAt: '2001-01-01T00:00:00Z' },
        'CHL_INPUT_INVALID',
        '/expiresAt',
      ],
      ['a field that there isn’t', { foo: 1 } as object, 'CHL_INPUT_INVALID', '/foo'],
    ];
    for (const [name, wrong, code, pointer] of cases) {
      test(name, async () => {
        const problem = await refusal({ ...consent({ customer: { id: 'wrong' } }), ...wrong });
        assert.deepEqual([problem.code, problem.pointer], [code, pointer]);
      });
    }
  });

  describe('a soft opt-in', () => {
    const conditions = { similarProducts: true, sameCompany: true, told: true, couldRefuse: true };
    const softOptIn = (id: string, more: Partial<ConsentInput> = {}) =>
      consent({
        source: 'till',
        state: 'soft_opt_in',
        customer: { id },
        contactPoint: mailOf(id),
        softOptIn: conditions,
        ...more,
      });
    const happened = (type: string, id: string) =>
      app.moments.record([
        {
          id: `${type}-${id}`,
          source: 'till',
          type,
          time: app.clock.now().toISOString(),
          customer: { id },
          data: {},
        },
      ]);

    test('rests on a sale to that person, which the record names', async () => {
      const [sale] = await happened('bought', 'soft-1');
      const [fate] = await record(softOptIn('soft-1'));
      assert.equal(fate!.fate, 'recorded', JSON.stringify(fate));
      const found = await app.consents.byId((fate as { consent: string }).consent);
      assert.equal(found!.detail!.softOptIn!.saleMoment, (sale as { moment: string }).moment);
    });

    test('has none in an account or a visit', async () => {
      await happened('visit', 'soft-2');
      const problem = await refusal(softOptIn('soft-2'));
      assert.equal(problem.code, 'CHL_SOFT_OPT_IN_UNFOUNDED');
      assert.match(String(problem.detail), /a sale to this person/);
    });

    test('has none in a sale that came later', async () => {
      await happened('bought', 'soft-3');
      const before = new Date(app.clock.now().getTime() - 3 * 3_600_000).toISOString();
      assert.match(String((await refusal(softOptIn('soft-3', { time: before }))).detail), /a sale/);
    });

    for (const field of Object.keys(conditions)) {
      test(`is refused without ${field}`, async () => {
        await happened('bought', 'soft-4');
        const problem = await refusal(softOptIn('soft-4', { softOptIn: { ...conditions, [field]: false } }));
        assert.deepEqual(
          [problem.code, problem.pointer],
          ['CHL_SOFT_OPT_IN_UNFOUNDED', `/softOptIn/${field}`],
        );
      });
    }

    test('names the contact point, and everything that is missing at once', async () => {
      const problem = await refusal(softOptIn('soft-4', { contactPoint: null, softOptIn: {} }));
      assert.equal((problem.errors as unknown[]).length, 5);
    });

    test('lifts no withdrawal, whichever of the two is told first, and stays beside it', async () => {
      for (const [id, saleFirst] of [
        ['soft-5', false],
        ['soft-6', true],
      ] as const) {
        const now = app.clock.now().getTime();
        const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
        await happened('bought', id);
        const soft = softOptIn(id);
        const withdrawal = consent({
          source: 'till',
          state: 'withdrawn',
          customer: { id },
          contactPoint: mailOf(id),
          time: hoursAgo(5),
        });
        const identifiers = [{ kind: 'email', value: mailOf(id).value }];
        await record({ ...soft, customer: { id, identifiers } });
        if (saleFirst) await record(withdrawal);
        else await record(withdrawal, softOptIn(id));
        const [{ customerId } = { customerId: '' }] = await app.db.query<{ customerId: string }>(
          `select customer_id as "customerId" from chaland.profile where source = 'till' and key = $1`,
          [id],
        );
        const [answer] = await app.consents.check([
          { customerId, purpose: 'marketing', channel: 'email', contactPoint: mailOf(id) },
        ]);
        assert.deepEqual([answer!.allowed, answer!.code], [false, 'withdrawn']);
        const told = await app.consents.ofCustomer(customerId);
        assert.deepEqual(
          told.filter(({ current }) => current).map(({ state }) => state),
          ['withdrawn'],
        );
      }
    });

    test('is for purposes that take it', async () => {
      const problem = await refusal(softOptIn('soft-4', { purpose: 'profiling' }));
      assert.deepEqual([problem.code, problem.pointer], ['CHL_SOFT_OPT_IN_UNFOUNDED', '/purpose']);
    });
  });

  test('a record keeps the notice, its exact wording’s hash, and how it was said', async () => {
    const notice = await app.consents.notices.create(
      { code: 'newsletter', texts: { fr: { text: 'Recevez nos offres.' }, en: { text: 'Get our offers.' } } },
      app.clock.now(),
    );
    const { consent: id } = await recorded({
      customer: { id: 'proof' },
      contactPoint: mailOf('proof'),
      notice: { code: 'newsletter', language: 'fr' },
      method: 'web-form',
      store: 'PAR-1',
      brand: 'nord',
      evidence: { form: 'footer' },
      time: '2026-02-01T10:00:00',
    });
    const found = (await app.consents.byId(id))!;
    assert.deepEqual(found.notice, {
      code: 'newsletter',
      version: 1,
      language: 'fr',
      sha256: notice.texts.fr!.sha256,
    });
    assert.equal(found.brand, 'nord');
    assert.equal(found.time.toISOString(), '2026-02-01T09:00:00.000Z');
    assert.deepEqual(found.contactPoint, mailOf('proof'));
    assert.equal(found.detail!.method, 'web-form');
    assert.deepEqual(found.detail!.evidence, { form: 'footer' });
  });

  test('a clock that is ahead gives no consent from the future', async () => {
    const ahead = new Date(app.clock.now().getTime() + 200_000).toISOString();
    const { consent: id } = await recorded({ customer: { id: 'ahead' }, time: ahead });
    const found = (await app.consents.byId(id))!;
    assert.equal(found.time.getTime(), app.clock.now().getTime());
    assert.equal(found.detail!.toldTime, ahead);
  });

  test('a withdrawal counts though the clock of the machine that recorded the grant was ahead', async () => {
    const contactPoint = mailOf('skewed');
    const { profile } = await recorded({ contactPoint });
    app.clock.advance({ seconds: -2 });
    await recorded({ profileId: profile, contactPoint, state: 'withdrawn' });
    const [answer] = await app.consents.check([
      { customerId: await customerOf(app, profile), purpose: 'marketing', channel: 'email', contactPoint },
    ]);
    assert.equal(answer!.code, 'withdrawn');
    app.clock.advance({ seconds: 2 });
  });

  /** Statements that the database is asked meanwhile. */
  async function statements(work: () => Promise<unknown>): Promise<number> {
    const { query } = app.db;
    let count = 0;
    app.db.query = (...asked: Parameters<typeof query>) => {
      count++;
      return query(...asked);
    };
    try {
      await work();
    } finally {
      app.db.query = query;
    }
    return count;
  }
});
