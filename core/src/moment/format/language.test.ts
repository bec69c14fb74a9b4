import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredLanguage } from './language.ts';

test('the answer is in the language that the client prefers among ours', () => {
  const cases: [header: string | null, language: string][] = [
    [null, 'fr'],
    ['', 'fr'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['de, en;q=0.8, fr;q=0.5', 'en'],
    ['en;q=0.2, fr-CA;q=0.9', 'fr'],
    ['en;q=0', 'fr'],
    ['de-DE', 'fr'],
    ['*', 'fr'],
    ['english', 'fr'],
    [';;q=x,,', 'fr'],
  ];
  for (const [header, language] of cases)
    assert.equal(preferredLanguage(header, 'fr'), language, String(header));
});
