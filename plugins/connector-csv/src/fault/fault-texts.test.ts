import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultText, faultTexts } from './fault-texts.ts';

const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

for (const [code, { en, fr }] of Object.entries(faultTexts)) {
  test(`the fault ${code} is told in both languages, with the same values in it`, () => {
    assert.ok(en.length > 0 && fr.length > 0);
    assert.notEqual(en, fr);
    assert.deepEqual(placesOf(en), placesOf(fr));
    assert.doesNotMatch(fr, /'/, 'French has the apostrophe ’');
  });
}

test('a fault has its values in its place, and those with a language in that language', () => {
  const label = { en: 'sum of Qty', fr: 'la somme de Qty' };
  assert.deepEqual(faultText('notNumber', { label, pointer: '/moments/0/data' }), {
    en: 'sum of Qty is not a number (mapping /moments/0/data)',
    fr: 'la somme de Qty n’est pas un nombre (correspondance, /moments/0/data)',
  });
});

test('what a value holds is never taken for a place', () => {
  assert.equal(
    faultText('notCurrency', { code: '{pointer} $&', pointer: '/currency' }).en,
    '"{pointer} $&" is not an ISO 4217 currency (mapping /currency)',
  );
});
