import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { editDistance } from './edit-distance.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { phonetic } from './phonetic.ts';
import { streetLine } from './street-line.ts';

describe('likeness of texts', () => {
  test('Jaro–Winkler gives the figures of Winkler’s paper', () => {
    for (const [a, b, expected] of [
      ['martha', 'marhta', 0.961],
      ['dwayne', 'duane', 0.84],
      ['dixon', 'dicksonx', 0.813],
      ['shackleford', 'shackelford', 0.982],
      ['abc', 'xyz', 0],
    ] as const) {
      assert.equal(Number(jaroWinkler(a, b).toFixed(3)), expected, `${a} ${b}`);
      assert.equal(jaroWinkler(b, a), jaroWinkler(a, b));
    }
  });

  test('slips are counted, swapped neighbours as one', () => {
    for (const [a, b, slips] of [
      ['martin', 'martin', 0],
      ['martin', 'matrin', 1],
      ['martin', 'matin', 1],
      ['martin', 'martyn', 1],
      ['martin', 'martineau', 3],
      ['dupont', 'dupuis', 3],
      ['lefevre', 'lefebvre', 1],
      ['ca', 'abc', 3],
    ] as const) {
      assert.equal(editDistance(a, b, 5), slips, `${a} ${b}`);
      assert.equal(editDistance(a, b, 2), Math.min(slips, 3), `${a} ${b} up to 2`);
      assert.equal(editDistance(a, b, 1), Math.min(slips, 2), `${a} ${b} up to 1`);
    }
  });

  test('the short ways give what the long one does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const slips = editDistance(a, b, 20);
        assert.equal(editDistance(b, a, 20), slips);
        assert.equal(editDistance(a, b, 1), Math.min(slips, 2));
        assert.equal(editDistance(a, b, 2), Math.min(slips, 3));
      }),
    );
  });
});

test('spellings of one name sound alike, in French and in English', () => {
  for (const alike of [
    ['dupont', 'dupond', 'dupon'],
    ['philippe', 'filip', 'philip'],
    ['lefevre', 'lefaivre'],
    ['gauthier', 'gautier', 'gotier'],
    ['christine', 'kristine'],
    ['schmidt', 'schmitt', 'shmit'],
    ['knight', 'night'],
    ['wright', 'right'],
    ['jaquet', 'jacquet', 'jaket'],
    ['renaud', 'reno'],
    ['beaulieu', 'bolieu'],
    ['theo', 'teo'],
    ['quentin', 'kentin'],
    ['agnes', 'anies'],
  ]) {
    assert.equal(
      new Set(alike.map(phonetic)).size,
      1,
      alike.map((name) => `${name} ${phonetic(name)}`).join(),
    );
  }
  for (const [a, b] of [
    ['martin', 'durand'],
    ['thomas', 'laurent'],
    ['marie', 'jeanne'],
    ['anne', 'yves'],
  ] as const) {
    assert.notEqual(phonetic(a), phonetic(b));
  }
});

test('streets are written in full', () => {
  for (const [written, line] of [
    ['12 bis, Bd. de la Paix', '12 bis boulevard de la paix'],
    ['3 r. Monge', '3 rue monge'],
    ['5 AV GAMBETTA', '5 avenue gambetta'],
    ['R', 'r'],
    ['4 Oak Rd', '4 oak road'],
  ] as const) {
    assert.equal(streetLine(written), line);
  }
});
