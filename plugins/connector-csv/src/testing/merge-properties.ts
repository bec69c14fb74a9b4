import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Merge } from '@chaland/core';
import { onBothDatabases, type TestChaland } from '@chaland/core/testing';
import fc from 'fast-check';
import { allowedOf, pluginState, stateOf } from './merge-state.ts';
import { by, mergeDeployment, peopled, steps, take } from './merge-world.ts';

/** Declares that merges can be undone, over so many random histories of such a length each. */
export function mergesCanBeUndone({ runs, length }: { runs: number; length: number }): void {
  onBothDatabases((on) => {
    test('undoing merges, in any order, leaves everything of core and of every plugin as it was', async () => {
      await using app = await mergeDeployment(on);
      await fc.assert(
        fc.asyncProperty(steps(length), fc.array(fc.nat(100), { maxLength: 8 }), async (drawn, order) => {
          const people = await peopled(app, 4);
          const homes = homesOf(people);
          let standing: readonly Merge[] = [];
          for (const step of drawn) {
            if (step.what === 'consent') standing = await take(app, people, standing, step);
          }
          // Who objects to profiling loses their score with the next computation, or the next merge.
          await app.jobs.enqueue('score-rfm.score', {});
          await app.jobs.drain();
          const before = { ...(await stateOf(app, homes)), allowed: await allowedOf(app, homes) };
          for (const step of drawn) {
            if (step.what === 'merge' || step.what === 'undo')
              standing = await take(app, people, standing, step);
          }
          await undoAll(app, standing, order);
          const after = { ...(await stateOf(app, homes)), allowed: await allowedOf(app, homes) };
          assert.deepEqual(after, before);
        }),
        { numRuns: runs },
      );
    });

    test('whatever happens between merges and undos, what is kept of people is what their moments add up to', async () => {
      await using app = await mergeDeployment(on);
      await fc.assert(
        fc.asyncProperty(steps(length), fc.array(fc.nat(100), { maxLength: 8 }), async (drawn, order) => {
          const people = await peopled(app, 4);
          const homes = homesOf(people);
          let standing: readonly Merge[] = [];
          for (const step of drawn) standing = await take(app, people, standing, step);
          await app.stream.drain();
          await isAddedUp(app, homes, standing);
          await undoAll(app, standing, order);
          await isAddedUp(app, homes, []);
        }),
        { numRuns: runs },
      );
    });
  });
}

const homesOf = (people: readonly { homeId: string }[]) => [...new Set(people.map(({ homeId }) => homeId))];

async function undoAll({ merges }: TestChaland, standing: readonly Merge[], order: readonly number[]) {
  const left = [...standing];
  for (let turn = 0; left.length > 0; turn++) {
    const [one] = left.splice((order[turn] ?? 0) % left.length, 1);
    await merges.undo(one!.id, { by });
  }
}

/** The state against what it is made of: the merges that stand, the profiles' own words, and the receipts. */
async function isAddedUp(app: TestChaland, homes: readonly string[], standing: readonly Merge[]) {
  const above = new Map(standing.map(({ loserId, survivorId }) => [loserId, survivorId]));
  const rootOf = (id: string): string => (above.has(id) ? rootOf(above.get(id)!) : id);
  const state = await stateOf(app, homes);
  for (const { id, home_id, customer_id } of state.profiles) {
    assert.equal(customer_id, rootOf(home_id as string), `profile ${id}`);
  }
  assert.deepEqual(
    state.links.map(({ customer_id, profile_id }) => `${profile_id} ${customer_id}`).sort(),
    state.profiles.map(({ id, customer_id }) => `${id} ${customer_id}`).sort(),
  );
  for (const { id, merged_into, attributes } of state.customers) {
    assert.equal(merged_into, rootOf(id as string) === id ? null : rootOf(id as string));
    const theirs = state.profiles.filter(({ customer_id }) => customer_id === id);
    const said = theirs.map((profile) => (profile.attributes as { lastName: string }).lastName);
    const { lastName } = attributes as { lastName?: string };
    if (said.length === 0) assert.deepEqual(attributes, {});
    else assert.ok(said.includes(lastName!), `${lastName} is none of ${said}`);
  }
  for (const { customer_id, profile_id } of state.purchases) {
    const profile = state.profiles.find(({ id }) => id === profile_id);
    assert.equal(customer_id, profile?.customer_id, 'a purchase is its profile’s customer’s');
  }
  const receipts = await app.db.query<{ n: number }>(
    `select count(*)::int as n from sales.receipt
     where profile_id in (select id from chaland.profile where home_id = any($1::uuid[]))`,
    [[...homes]],
  );
  assert.equal(state.purchases.length, receipts[0]!.n);
  // From scratch: the facts from all receipts, and what scores are made of from the purchases until their day.
  const kept = await pluginState(app.db, homes);
  const scored = await app.db.query(
    `select customer_id, max(as_of) - max(day) filter (where kind = 'receipt') as recency_days,
       count(*) filter (where kind = 'receipt') as sale_count, sum(gross - refunds)::bigint as net
     from sales.purchase cross join (select max(as_of) as as_of from score_rfm.run) run
     where day <= as_of and customer_id = any($1::uuid[]) group by customer_id order by 1`,
    [[...homes]],
  );
  const values = kept.scores.map(({ customer_id, recency_days, sale_count, net }) => ({
    customer_id,
    recency_days,
    sale_count,
    net,
  }));
  const right = new Set(scored.map((row) => JSON.stringify(row)));
  // Who objected to profiling may have none.
  for (const value of values) assert.ok(right.has(JSON.stringify(value)), JSON.stringify({ value, scored }));
  await app.stream.replay('sales.project');
  await app.stream.drain();
  assert.deepEqual(await pluginState(app.db, homes), kept);
}
