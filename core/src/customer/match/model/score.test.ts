import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributeNames, levelsOf } from '../compare/levels.ts';
import { frenchBase } from '../testing/french-base.ts';
import { scoreAll } from '../testing/quality.ts';
import { trainedOn } from '../testing/trained.ts';
import { defaultModel, type MatchModel } from './model.ts';
import { createScorer, scorePair } from './score.ts';

const base = frenchBase({ seed: 5, people: 600 });
const model = await trainedOn(base.records);

test('the evidence is a waterfall: its bits sum to the weight, which gives the probability', () => {
  const scorer = createScorer(model);
  const pairs = scoreAll(model, base).slice(0, 500);
  assert.equal(pairs.length > 100, true);
  for (const { a, b, weight, probability } of pairs) {
    const score = scorePair(model, base.records[a]!, base.records[b]!);
    const sum = score.evidence.reduce((total, { bits }) => total + bits, 0);
    assert.ok(Math.abs(sum - score.weight) < 1e-9 && Math.abs(weight - sum) < 1e-9);
    assert.ok(Math.abs(score.probability - probability) < 1e-12);
    assert.deepEqual(
      score.evidence.map(({ attribute }) => attribute),
      ['prior', ...attributeNames, 'household'],
    );
    const turned = scorer.weigh(base.records[b]!, base.records[a]!);
    assert.ok(Math.abs(turned - weight) < 1e-9, 'the order of the two makes no difference');
  }
});

test('a rare name says more than a common one', () => {
  const bits = (lastName: string) => {
    const record = { ...base.records[0]!, lastName };
    return scorePair(model, record, record).evidence.find(({ attribute }) => attribute === 'lastName')!.bits;
  };
  assert.ok(bits('martin') < bits('xylander') - 3);
});

test('the same base and seed give the same model, and it survives being stored', async () => {
  assert.deepEqual(await trainedOn(base.records), model);
  const stored = JSON.parse(JSON.stringify(model)) as MatchModel;
  assert.deepEqual(stored, model);
  assert.deepEqual(
    scorePair(stored, base.records[0]!, base.records[1]!),
    scorePair(model, base.records[0]!, base.records[1]!),
  );
});

test('at each attribute the levels’ shares sum to one, before training and after', () => {
  for (const { attributes } of [defaultModel(10), model]) {
    for (const name of attributeNames) {
      for (const shares of [attributes[name].m, attributes[name].u]) {
        assert.equal(shares.length, levelsOf(name).length);
        assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9, `${name} ${shares}`);
        assert.ok(shares.every((share) => share > 0));
      }
    }
  }
});

test('a base of one or none learns nothing, and does not fail', async () => {
  assert.equal((await trainedOn([])).trainedAt, '2026-01-01T00:00:00.000Z');
  assert.ok((await trainedOn(base.records.slice(0, 1))).match > 0);
  assert.ok((await trainedOn(base.records.slice(0, 2))).match > 0);
});
