import assert from 'node:assert/strict';
import type { Merge } from '@chaland/core';
import { aReceipt, startTestChaland, type TestChaland, type TestDialect } from '@chaland/core/testing';
import sales from '@chaland/sales';
import scoreRfm from '@chaland/score-rfm';
import fc from 'fast-check';
import connectorCsv from '../plugin.ts';

export const by = { kind: 'user', id: 'u-1', name: 'Camille Martin' } as const;

/** One thing that happens; numbers pick whom it happens to, among those there are then. */
export type Step =
  | { what: 'merge'; a: number; b: number; choose: boolean }
  | { what: 'undo'; a: number }
  | { what: 'buy'; a: number; price: number; minutes: number }
  | { what: 'tell'; a: number; lastName: string }
  | {
      what: 'consent';
      a: number;
      state: 'granted' | 'refused' | 'withdrawn';
      purpose: 'marketing' | 'profiling';
    }
  | { what: 'drain' };

const pick = fc.nat(1_000);
export const steps = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ what: fc.constant('merge'), a: pick, b: pick, choose: fc.boolean() }),
      },
      { weight: 3, arbitrary: fc.record({ what: fc.constant('undo'), a: pick }) },
      {
        weight: 3,
        arbitrary: fc.record({
          what: fc.constant('buy'),
          a: pick,
          price: fc.integer({ min: 1, max: 9_999 }),
          minutes: fc.nat(450),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          what: fc.constant('tell'),
          a: pick,
          lastName: fc.constantFrom('Martin', 'Durand', 'Petit'),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          what: fc.constant('consent'),
          a: pick,
          state: fc.constantFrom('granted', 'refused', 'withdrawn'),
          purpose: fc.constantFrom('marketing', 'profiling'),
        }),
      },
      { weight: 2, arbitrary: fc.record({ what: fc.constant('drain') }) },
    ) as fc.Arbitrary<Step>,
    { maxLength },
  );

export const mergeDeployment = (on: TestDialect): Promise<TestChaland> =>
  startTestChaland({ on, plugins: [sales, scoreRfm, connectorCsv] });

interface Known {
  profileId: string;
  homeId: string;
  source: string;
  id: string;
}

let worlds = 0;
let consents = 0;

/** Some people, who shopped; each is known to the till, and every second one to the web shop too. */
export async function peopled(app: TestChaland, people: number) {
  const world = ++worlds;
  const cards = Array.from({ length: people }, (_, n) => `C${world}X${n}`);
  const known = cards.flatMap((card, n) =>
    (n % 2 === 0 ? ['till'] : ['till', 'web']).map((source) => ({ source, id: `${world}-${n}`, card })),
  );
  const told = await app.moments.record(
    known.map(({ source, id, card }, n) =>
      aReceipt({
        source,
        time: new Date(app.clock.now().getTime() - (n + 1) * 86_400_000).toISOString(),
        customer: {
          id,
          identifiers: [{ kind: 'loyalty_card', value: card, verified: true }],
          attributes: { firstName: `${source} ${n}`, lastName: `Client ${n}` },
        },
        lines: [{ price: 1_000 + n }],
      }),
    ),
  );
  assert.ok(told.every(({ fate }) => fate === 'recorded'));
  await app.drain();
  await app.jobs.enqueue('score-rfm.score', {});
  await app.drain();
  // What is bought from here on is bought on the day after the scores' day.
  app.clock.advance({ days: 1 });
  const rows = await app.db.query<Known>(
    `select id as "profileId", home_id as "homeId", source, key as id from chaland.profile
     where source in ('till', 'web') and key like $1 order by source, key`,
    [`${world}-%`],
  );
  return rows;
}

/** Does what a step says. @returns the merges that stand then */
export async function take(
  app: TestChaland,
  people: readonly Known[],
  standing: readonly Merge[],
  step: Step,
): Promise<readonly Merge[]> {
  const { db, merges, clock } = app;
  switch (step.what) {
    case 'merge': {
      const roots = await db.query<{ id: string }>(
        `select id from chaland.customer where id = any($1::uuid[]) and merged_into is null order by id`,
        [[...new Set(people.map(({ homeId }) => homeId))]],
      );
      const loser = roots[step.a % roots.length]!.id;
      const survivor = roots[step.b % roots.length]!.id;
      if (loser === survivor) return standing;
      const chosen = people[step.a % people.length]!;
      const holders = await app.customers.ofProfiles([chosen.profileId]);
      const isTheirs = [loser, survivor].includes(holders.get(chosen.profileId)!);
      const choices = step.choose && isTheirs ? { firstName: chosen.profileId } : null;
      return [...standing, await merges.merge({ loserId: loser, survivorId: survivor, by, choices })];
    }
    case 'undo': {
      if (standing.length === 0) return standing;
      const { id } = standing[step.a % standing.length]!;
      await merges.undo(id, { by });
      return standing.filter((one) => one.id !== id);
    }
    case 'buy': {
      const { source, id } = people[step.a % people.length]!;
      const time = new Date(clock.now().getTime() - step.minutes * 60_000).toISOString();
      await app.moments.record([
        aReceipt({ source, time, customer: { id }, lines: [{ price: step.price }] }),
      ]);
      return standing;
    }
    case 'tell': {
      const { source, id } = people[step.a % people.length]!;
      clock.advance({ seconds: 1 });
      const time = clock.now().toISOString();
      const customer = { id, attributes: { lastName: step.lastName } };
      await app.moments.record([aReceipt({ source, time, customer })]);
      return standing;
    }
    case 'consent': {
      const { profileId } = people[step.a % people.length]!;
      clock.advance({ seconds: 1 });
      const { state, purpose } = step;
      const said = { id: `consent-${++consents}`, source: 'till', profileId, state, purpose };
      const [fate] = await app.consents.record([said]);
      assert.equal(fate!.fate, 'recorded', JSON.stringify(fate));
      return standing;
    }
    case 'drain':
      await app.stream.drain();
      return standing;
  }
}
