import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import type { ConsentQuestion } from '../consents.ts';
import { type Joined, mayReach, type Said } from '../testing/consent-model.ts';
import { consent, customerOf, shop } from '../testing/shop.ts';

const by = { kind: 'system', id: 'test', name: 'test' } as const;

/** Three profiles of three customers, two addresses: what may happen to them. */
const sources = ['till', 'web-shop', 'app'] as const;
const addresses = ['a', 'b'] as const;
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      source: fc.constantFrom(...sources),
      purpose: fc.constantFrom('marketing', 'e-receipt'),
      brand: fc.constantFrom(null, 'nord'),
      channel: fc.constantFrom(null, 'email', 'sms'),
      contact: fc.constantFrom(null, ...addresses),
      state: fc.constantFrom('granted' as const, 'refused' as const, 'withdrawn' as const),
      /** Minutes ago that it was said: sources tell late, and not in order. */
      ago: fc.constantFrom(0, 0, 0, 5, 30),
      expires: fc.constantFrom(null, null, 20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('merge' as const),
      pair: fc.constantFrom([0, 1], [1, 2], [0, 2]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 15 }) }),
  },
);

onBothDatabases((on) => {
  let app: TestChaland;
  let world = 0;
  before(async () => {
    app = await startTestChaland({ on, plugins: [shop] });
    await app.stores.putBrand({ code: 'nord', name: 'Nord' });
    await app.stores.putBrand({ code: 'sud', name: 'Sud' });
  });
  after(() => app.close());

  const now = () => app.clock.now().getTime();
  const recorded = async (input: Parameters<typeof consent>[0]) => {
    const [fate] = await app.consents.record([consent(input)]);
    assert.equal(fate!.fate, 'recorded', JSON.stringify(fate));
    return (fate as { profile: string }).profile;
  };

  test('answers follow the rules whatever was said, merged and undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const name = `w${++world}`;
        const point = (address: string) => ({ kind: 'email', value: `${name}-${address}@example.com` });
        const profiles: string[] = [];
        // The first holds address a, the second b, the third none.
        for (const [index, source] of sources.entries()) {
          const [fate] = await app.moments.record([
            {
              id: name,
              source,
              type: 'visit',
              time: app.clock.now().toISOString(),
              customer: { id: name, identifiers: index < 2 ? [point(addresses[index]!)] : [] },
              data: {},
            },
          ]);
          const { customer } = fate as { customer: string };
          profiles.push((await app.customers.profilesOf([customer]))[0]!.profileId);
        }
        const said: Said[] = [];
        const merges: { id: string; at: number; clusters: [string[], string[]] }[] = [];
        const clusterOf = async (profile: string) =>
          (await app.customers.profilesOf([await customerOf(app, profile)])).map(
            ({ profileId }) => profileId,
          );

        for (const one of steps) {
          if (one.do === 'wait') app.clock.advance({ minutes: one.minutes });
          else if (one.do === 'merge') {
            const [a, b] = one.pair.map((index) => profiles[index]!) as [string, string];
            const clusters: [string[], string[]] = [await clusterOf(a), await clusterOf(b)];
            if (clusters[0].includes(b)) continue;
            const merge = await app.merges.merge({
              survivorId: await customerOf(app, a),
              loserId: await customerOf(app, b),
              by,
            });
            merges.push({ id: merge.id, at: merge.madeAt.getTime(), clusters });
          } else if (one.do === 'undo') {
            const merge = merges[one.which % Math.max(1, merges.length)];
            if (!merge) continue;
            await app.merges.undo(merge.id, { by });
            merges.splice(merges.indexOf(merge), 1);
          } else {
            const { source, purpose, brand, channel, contact, state, ago, expires } = one;
            const at = now() - ago * 60_000;
            const expiresAt = state === 'granted' && expires !== null ? at + expires * 60_000 : null;
            const profile = profiles[sources.indexOf(source)]!;
            await recorded({
              source,
              profileId: profile,
              purpose,
              brand,
              channel,
              contactPoint: contact && point(contact),
              state,
              time: new Date(at).toISOString(),
              ...(expiresAt === null ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
            });
            said.push({ profile, purpose, brand, channel, contact, state, at, expiresAt });
          }
        }

        const joined: Joined[] = merges.flatMap(({ at, clusters: [some, others] }) =>
          some.flatMap((x) => others.map((y) => ({ profiles: [x, y] as const, at }))),
        );
        const questions: ConsentQuestion[] = [];
        const expected: boolean[] = [];
        for (const profile of profiles) {
          const cluster = await clusterOf(profile);
          for (const purpose of ['marketing', 'e-receipt']) {
            for (const brand of [null, 'nord', 'sud']) {
              for (const contact of addresses) {
                const customerId = await customerOf(app, profile);
                questions.push({
                  customerId,
                  purpose,
                  brand,
                  channel: 'email',
                  contactPoint: point(contact),
                });
                const held = cluster.includes(profiles[addresses.indexOf(contact)]!);
                expected.push(
                  mayReach(said, joined, {
                    profiles: cluster,
                    purpose,
                    brand,
                    channel: 'email',
                    contact,
                    held,
                    now: now(),
                  }),
                );
              }
            }
          }
        }
        const answers = await app.consents.check(questions);
        assert.deepEqual(
          answers.map(({ allowed }) => allowed),
          expected,
          JSON.stringify(
            answers.map((answer, index) => ({ ...questions[index], ...answer, expected: expected[index] })),
          ),
        );
      }),
      { numRuns: Number(process.env.CONSENT_RUNS ?? (on === 'pglite' ? 10 : 30)) },
    );
  });

  describe('an address that was passed on', () => {
    const pass = (value: string, profileId: string) =>
      app.db.query('update chaland.identifier set profile_id = $2 where kind = $3 and value = $1', [
        value,
        profileId,
        'email',
      ]);

    test('takes no grant to its next holder, and leaves none with the one before', async () => {
      const contactPoint = { kind: 'email', value: 'recycled@example.com' };
      const before = await recorded({ source: 'till', customer: { id: 'old' }, contactPoint });
      const next = await recorded({
        source: 'till',
        customer: { id: 'new' },
        purpose: 'profiling',
        channel: null,
      });
      const ask = async (profile: string) =>
        (
          await app.consents.check([
            {
              customerId: await customerOf(app, profile),
              purpose: 'marketing',
              channel: 'email',
              contactPoint,
            },
          ])
        )[0]!.code;
      assert.deepEqual([await ask(before), await ask(next)], ['granted', 'contact_point_not_held']);
      await pass(contactPoint.value, next);
      assert.deepEqual([await ask(before), await ask(next)], ['contact_point_not_held', 'no_record']);
    });

    test('stays bound by a withdrawal until its next holder grants', async () => {
      const contactPoint = { kind: 'email', value: 'bound@example.com' };
      const before = await recorded({ source: 'till', customer: { id: 'bound-1' }, contactPoint });
      const next = await recorded({ source: 'till', customer: { id: 'bound-2' }, contactPoint });
      app.clock.advance({ minutes: 1 });
      await recorded({ profileId: before, contactPoint, state: 'withdrawn' });
      await pass(contactPoint.value, next);
      const ask = async () =>
        (
          await app.consents.check([
            { customerId: await customerOf(app, next), purpose: 'marketing', channel: 'email', contactPoint },
          ])
        )[0]!;
      assert.equal((await ask()).code, 'contact_point_withdrawn');
      app.clock.advance({ minutes: 1 });
      await recorded({ profileId: next, contactPoint });
      assert.equal((await ask()).code, 'granted');
    });
  });

  test('what was withdrawn and granted again in one minute ends with the last word', async () => {
    const contactPoint = { kind: 'email', value: 'hesitant@example.com' };
    const profileId = await recorded({ contactPoint });
    const customerId = await customerOf(app, profileId);
    for (const state of ['withdrawn', 'granted', 'withdrawn'] as const) {
      await recorded({ profileId, contactPoint, state });
      const [answer] = await app.consents.check([
        { customerId, purpose: 'marketing', channel: 'email', contactPoint },
      ]);
      assert.equal(answer!.allowed, state === 'granted');
    }
  });

  test('a thousand questions take as many statements as one', async () => {
    const contactPoint = { kind: 'email', value: 'many@example.com' };
    const customerId = await customerOf(app, await recorded({ contactPoint }));
    const { query } = app.db;
    let count = 0;
    app.db.query = (...asked: Parameters<typeof query>) => {
      count++;
      return query(...asked);
    };
    try {
      const answers = await app.consents.check(
        Array.from({ length: 1_000 }, () => ({
          customerId,
          purpose: 'marketing',
          channel: 'email',
          contactPoint,
        })),
      );
      assert.ok(answers.every(({ allowed }) => allowed));
      assert.ok(count <= 10, `${count} statements`);
    } finally {
      app.db.query = query;
    }
  });
});
