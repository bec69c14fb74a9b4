import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../../core/src/http/problem.ts';
import { loadProblemTitles, problemTitle } from '../src/kit/problem-title.ts';
import { problemTitles } from '../src/kit/problem-titles.ts';

test('every problem of core has its title in the panel, in English as the API says it, and in French', () => {
  const titles = Object.entries(problem.table).map(([code, { title }]) => [code, title]);
  const where =
    'Give admin/src/kit/problem-titles.ts the titles of core/src/http/problem.ts, in both languages.';
  assert.deepEqual(problemTitles.en, Object.fromEntries(titles), where);
  assert.deepEqual(Object.keys(problemTitles.fr).toSorted(), Object.keys(problemTitles.en).toSorted(), where);
});

test('a code is found in what the API tells of a failure, and any other text has no title', async () => {
  await loadProblemTitles();
  const title = problem.table.CHL_STORE_UNKNOWN.title;
  assert.equal(problemTitle('CHL_STORE_UNKNOWN: no store has the code "NICE"'), title);
  assert.equal(problemTitle('Problem: CHL_STORE_UNKNOWN /store'), title);
  assert.equal(problemTitle('LOYALTY_NO_CARD: CHL_NEVER_HEARD'), undefined);
  assert.equal(problemTitle('the warehouse does not answer'), undefined);
});
