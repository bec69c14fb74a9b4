import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../../core/src/http/problem.ts';
import { problem as ofCsv } from '../../plugins/connector-csv/src/problem.ts';
import { problem as ofPoslog } from '../../plugins/connector-poslog/src/problem.ts';
import { problem as ofShopify } from '../../plugins/connector-shopify/src/problem.ts';
import { problem as ofSignals } from '../../plugins/connector-signals/src/problem.ts';
import { connectorProblemTitles } from '../src/kit/connector-problem-titles.ts';
import { loadProblemTitles, problemTitle } from '../src/kit/problem-title.ts';
import { problemTitles } from '../src/kit/problem-titles.ts';

test('every problem of core has its title in the panel, in English as the API says it, and in French', () => {
  const titles = Object.entries(problem.table).map(([code, { title }]) => [code, title]);
  const where =
    'Give admin/src/kit/problem-titles.ts the titles of core/src/http/problem.ts, in both languages.';
  assert.deepEqual(problemTitles.en, Object.fromEntries(titles), where);
  assert.deepEqual(Object.keys(problemTitles.fr).toSorted(), Object.keys(problemTitles.en).toSorted(), where);
});

/** What is told to whoever uploads a file by hand is no delivery's. */
const ofUploads = [
  'CSV_FILE_TOO_LARGE',
  'CSV_DISK_FULL',
  'CSV_FILE_GONE',
  'CSV_IMPORT_BUSY',
  'CSV_IMPORT_BEGUN',
  'CSV_MAPPING_SHIPPED',
];

test('whatever a connector of Chaland puts a delivery into quarantine with has its title in both languages', () => {
  const titles = [ofCsv, ofPoslog, ofShopify, ofSignals]
    .flatMap(({ table }) => Object.entries<{ title: string }>(table))
    .filter(([code]) => !ofUploads.includes(code))
    .map(([code, { title }]) => [code, title]);
  const where =
    'Give admin/src/kit/connector-problem-titles.ts the titles of the connectors, in both languages.';
  const { en, fr } = connectorProblemTitles;
  assert.deepEqual(en, Object.fromEntries(titles), where);
  assert.deepEqual(Object.keys(fr).toSorted(), Object.keys(en).toSorted(), where);
});

test('a code is found in what the API tells of a failure, and any other text has no title', async () => {
  await loadProblemTitles();
  const title = problem.table.CHL_STORE_UNKNOWN.title;
  assert.equal(problemTitle('CHL_STORE_UNKNOWN: no store has the code "NICE"'), title);
  assert.equal(problemTitle('Problem: CHL_STORE_UNKNOWN /store'), title);
  assert.equal(problemTitle('CSV_ROW_REJECTED'), connectorProblemTitles.en.CSV_ROW_REJECTED);
  assert.equal(problemTitle('LOYALTY_NO_CARD: CHL_NEVER_HEARD'), undefined);
  assert.equal(problemTitle('the warehouse does not answer'), undefined);
});
