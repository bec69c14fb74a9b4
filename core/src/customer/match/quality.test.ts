import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { matchBands } from './bands.ts';
import type { MatchModel } from './model/model.ts';
import { defaultMatchingSettings } from './settings.ts';
import { dataSet, type LabelledRecords, readFake, readFebrl } from './testing/data-sets.ts';
import { fewWords } from './testing/few-words.ts';
import { frenchBase } from './testing/french-base.ts';
import { closure, quality, scoreAll, truePairs } from './testing/quality.ts';
import { trainedOn } from './testing/trained.ts';

const bandOf = matchBands(defaultMatchingSettings);

/** Read and learned only where a test asks. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What the automatic band finds, as pairs, and as pairs of the clusters that they would be merged to. */
function automatic(model: MatchModel, base: LabelledRecords) {
  const pairs = scoreAll(model, base).filter(
    ({ probability }) => bandOf({ probability, model: 1 }) === 'automatic',
  );
  const all = truePairs(base);
  return { pairs: quality(pairs, all), merged: quality(closure(pairs, base.entity), all) };
}

const paths = {
  febrl1: dataSet('febrl1.csv'),
  febrl2: dataSet('febrl2.csv'),
  fake: dataSet('fake_1000.csv'),
};
const absent =
  Object.values(paths).includes(undefined) &&
  'SKIPPED, there is no identity/febrl1.csv, febrl2.csv or fake_1000.csv in CHALAND_DATA or ../shared/data';

describe('on public data sets, without being told who is who', { skip: absent }, () => {
  const learn = async (base: LabelledRecords) => ({ base, model: await trainedOn(base.records) });
  const febrl1 = lazy(() => learn(readFebrl(paths.febrl1!)));
  const febrl2 = lazy(() => learn(readFebrl(paths.febrl2!)));
  const fake = lazy(() => learn(readFake(paths.fake!)));

  test('the automatic band finds 97 % of the pairs of FEBRL 1, and 999 in 1,000 of its pairs are right', async () => {
    const { pairs, merged } = automatic((await febrl1()).model, (await febrl1()).base);
    assert.ok(pairs.precision >= 0.999 && merged.precision >= 0.999, JSON.stringify({ pairs, merged }));
    assert.ok(pairs.recall >= 0.97, JSON.stringify(pairs));
  });

  test('it finds 95 % in FEBRL 2, where people have up to six records', async () => {
    const { pairs, merged } = automatic((await febrl2()).model, (await febrl2()).base);
    assert.ok(pairs.precision >= 0.999 && merged.precision >= 0.999, JSON.stringify({ pairs, merged }));
    assert.ok(pairs.recall >= 0.95, JSON.stringify(pairs));
  });

  test('a model that learned from one base holds on another', async () => {
    const { pairs, merged } = automatic((await febrl2()).model, (await febrl1()).base);
    assert.ok(pairs.precision >= 0.999 && merged.precision >= 0.999, JSON.stringify({ pairs, merged }));
    assert.ok(pairs.recall >= 0.95, JSON.stringify(pairs));
  });

  test('fake_1000, most of whose fields are wrong or missing, is found with an F1 of 0.93', async () => {
    const { base, model } = await fake();
    const likely = scoreAll(model, base).filter(({ probability }) => probability >= 0.5);
    const found = quality(likely, truePairs(base));
    assert.ok(found.f1 >= 0.93, JSON.stringify(found));
    const { pairs } = automatic(model, base);
    assert.ok(pairs.precision >= 0.999, JSON.stringify(pairs));
  });
});

describe('on made-up French bases with families', () => {
  for (const base of [
    { seed: 11, people: 3_000 },
    { seed: 12, people: 3_000, duplicated: 0.3, errors: 0.25 },
    { seed: 13, people: 3_000, duplicated: 0.01 },
  ]) {
    test(`nobody is merged with a twin, a spouse or a father (${JSON.stringify(base)})`, async () => {
      const made = frenchBase(base);
      const { pairs } = automatic(await trainedOn(made.records), made);
      // One in five hundred may be a son with his father's name, address and telephone, and no birth date.
      assert.ok(pairs.wrong <= Math.max(1, pairs.found / 500), JSON.stringify(pairs));
      assert.ok(pairs.recall > 0.25, JSON.stringify(pairs));
    });
  }

  test('what the model calls probable is: as many pairs are wrong as it expects', async () => {
    const made = frenchBase({ seed: 14, people: 5_000 });
    const likely = scoreAll(await trainedOn(made.records), made).filter(
      ({ probability }) => probability >= 0.5,
    );
    const expected = likely.reduce((sum, { probability }) => sum + 1 - probability, 0);
    const wrong = likely.filter(({ same }) => !same).length;
    assert.ok(wrong < expected * 2 && wrong > expected / 2, `${wrong} are wrong, ${expected} were expected`);
  });
});

test('where few names are shared by many, whoever is called alike is not taken for one person', async () => {
  const base = fewWords(3_000);
  const likely = scoreAll(await trainedOn(base.records), base).filter(
    ({ probability }) => probability >= 0.9,
  );
  const wrong = likely.filter(({ same }) => !same).length;
  const expected = likely.reduce((sum, { probability }) => sum + 1 - probability, 0);
  assert.ok(likely.length > 300, `${likely.length} pairs are likely`);
  assert.ok(wrong <= expected * 2, `${wrong} are wrong, ${expected.toFixed(1)} were expected`);
});
