import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, test } from 'node:test';
import { inGroups } from './in-groups.ts';

/** Work that is finished by hand, and tells what came to it. */
function byHand() {
  const groups: { asked: readonly number[]; finish(): void; fail(error: Error): void }[] = [];
  const work = (asked: readonly number[]) =>
    new Promise<number[]>((resolve, reject) => {
      groups.push({ asked, finish: () => resolve(asked.map((n) => n * 10)), fail: reject });
    });
  return { groups, work };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('what is asked one by one and done in groups', () => {
  test('is one group where it comes in one turn, and everybody has their own answer', async () => {
    const { groups, work } = byHand();
    const ask = inGroups(work);
    const answers = Promise.all([ask(1), ask(2), ask(3)]);
    await turn();
    assert.deepEqual(groups[0]!.asked, [1, 2, 3]);
    groups[0]!.finish();
    assert.deepEqual(await answers, [10, 20, 30]);
  });

  test('waits together while no place is free', async () => {
    const { groups, work } = byHand();
    const ask = inGroups(work, { atOnce: 1 });
    const first = ask(1);
    await turn();
    const others = [ask(2)];
    await turn();
    others.push(ask(3));
    await turn();
    assert.equal(groups.length, 1);
    groups[0]!.finish();
    await first;
    await turn();
    assert.deepEqual(groups[1]!.asked, [2, 3]);
    groups[1]!.finish();
    assert.deepEqual(await Promise.all(others), [20, 30]);
  });

  test('is a second group beside the first once as many wait', async () => {
    const { groups, work } = byHand();
    const ask = inGroups(work);
    const answers = [ask(1), ask(2)];
    await turn();
    answers.push(ask(3));
    await turn();
    assert.equal(groups.length, 1, 'a single one waits');
    answers.push(ask(4));
    await turn();
    assert.deepEqual(groups[1]!.asked, [3, 4]);
    for (const { finish } of groups) finish();
    assert.deepEqual(await Promise.all(answers), [10, 20, 30, 40]);
  });

  test('is at most so many in one group', async () => {
    const { groups, work } = byHand();
    const ask = inGroups(work, { most: 2 });
    const answers = Promise.all([1, 2, 3, 4].map(ask));
    await turn();
    await turn();
    assert.deepEqual(
      groups.map(({ asked }) => asked),
      [
        [1, 2],
        [3, 4],
      ],
    );
    for (const { finish } of groups) finish();
    assert.deepEqual(await answers, [10, 20, 30, 40]);
  });

  test('fails together, and the next group is tried', async () => {
    const { groups, work } = byHand();
    const ask = inGroups(work, { atOnce: 1 });
    const failing = Promise.allSettled([ask(1), ask(2)]);
    await turn();
    const next = ask(3);
    groups[0]!.fail(new Error('away'));
    assert.ok((await failing).every(({ status }) => status === 'rejected'));
    await turn();
    groups[1]!.finish();
    assert.equal(await next, 30);
  });

  test('runs outside of whoever came first', async () => {
    const storage = new AsyncLocalStorage<string>();
    const ask = inGroups(async (asked: readonly number[]) => asked.map(() => storage.getStore()));
    assert.equal(await storage.run('a request', () => ask(1)), undefined);
  });
});
