import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean } from './did-you-mean.ts';

const known = ['database', 'plugins', 'settings', 'locale'];

test('a word with a letter wrong, missing, too many or swapped is guessed', () => {
  for (const word of ['plugens', 'plugis', 'pluggins', 'pluigns', 'Plugins']) {
    assert.equal(didYouMean(word, known), 'Did you mean "plugins"? ', word);
  }
});

test('a word that is like none is not guessed at', () => {
  assert.equal(didYouMean('colour', known), '');
});
