import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageFaults, type Vocabulary } from './language-faults.ts';

const vocabulary: Vocabulary = {
  pairs: [
    { en: 'Customers', fr: 'Clients' },
    { en: 'Date', fr: 'Date' },
    { en: '{n} customer | {n} customers', fr: '{n} client | {n} clients' },
    { en: 'Invited by {who}, on {day}', fr: 'Invité par {who}, le {day}' },
  ],
  data: new Set(['Rue de la Paix', 'stores.read']),
};

test('a page in its own language has no fault, whatever people wrote into it', () => {
  const texts = [
    'Clients',
    'Date',
    '12 clients',
    'Invité par Ana, le 3 mars',
    'Rue de la Paix',
    'stores.read',
  ];
  assert.deepEqual(languageFaults(texts, 'fr', vocabulary), []);
  assert.deepEqual(languageFaults(['Rue de la Paix, 75002'], 'en', vocabulary), []);
});

test('a message of the other language is found, with what stands in it', () => {
  assert.deepEqual(languageFaults(['Customers', '12 customers'], 'fr', vocabulary), [
    'en: Customers',
    'en: 12 customers',
  ]);
  assert.deepEqual(languageFaults(['Clients'], 'en', vocabulary), ['fr: Clients']);
});

test('a key that stands for its message is found', () => {
  assert.deepEqual(languageFaults(['customers.empty.title'], 'fr', vocabulary), [
    'a key: customers.empty.title',
  ]);
});

test('a sentence that no catalogue knows is found by its small words', () => {
  assert.deepEqual(languageFaults(['Nothing to see for you'], 'fr', vocabulary), [
    'reads like en: Nothing to see for you',
  ]);
  assert.deepEqual(languageFaults(['Aucun résultat'], 'en', vocabulary), ['reads like fr: Aucun résultat']);
});
