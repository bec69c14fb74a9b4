import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MomentType, MomentTypes, Static } from '@chaland/core';
import { startTestChaland } from '@chaland/core/testing';
import type { Advice, Fitting, Visit } from '../contract.ts';
import journey from '../plugin.ts';
import { type adviceSchema, advice as adviceType } from './advice.ts';
import { type fittingSchema, fitting as fittingType } from './fitting.ts';
import { type visitSchema, visit as visitType } from './visit.ts';

const visit = visitType.value as MomentType<Visit>;
const fitting = fittingType.value as MomentType<Fitting>;
const advice = adviceType.value as MomentType<Advice>;
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
const articles = ['Trench', 'Robe portefeuille', 'Ceinture', 'Sac cabas'].map((name, index) => ({
  sku: String(index),
  name,
}));

test('the contract says the same as the schemas, and moment types know all three', () => {
  const visited = (data: Static<typeof visitSchema>): MomentTypes['visit'] => data;
  const tried = (data: Static<typeof fittingSchema>): MomentTypes['fitting'] => data;
  const advised = (data: Static<typeof adviceSchema>): MomentTypes['advice'] => data;
  for (const same of [visited, tried, advised]) assert.equal(typeof same, 'function');
});

test('a visit sums itself up in one line, however little is known of it', () => {
  assert.equal(visit.summary({}, 'en'), 'Visit');
  assert.equal(visit.summary({}, 'fr'), 'Visite');
  const pair: Visit = { party: 2, minutes: 25, noticed: 'card' };
  assert.equal(spaced(visit.summary(pair, 'en')), 'Visit, party of 2, 25 min');
  assert.equal(spaced(visit.summary(pair, 'fr')), 'Visite à 2, 25 min');
  assert.equal(visit.summary({ channel: 'web' }, 'en'), 'Visit to the website');
  assert.equal(visit.summary({ channel: 'web' }, 'fr'), 'Visite du site');
});

test('a fitting names what was tried on, and counts what is too much for a line', () => {
  assert.equal(fitting.summary({ articles: articles.slice(0, 1) }, 'en'), 'Tried on Trench');
  assert.equal(
    spaced(fitting.summary({ articles: articles.slice(0, 2), minutes: 10 }, 'fr')),
    'Essayage : Trench et Robe portefeuille, 10 min',
  );
  assert.equal(
    spaced(fitting.summary({ articles }, 'fr')),
    'Essayage : Trench, Robe portefeuille et 2 autres',
  );
  assert.equal(fitting.summary({ articles }, 'en'), 'Tried on Trench, Robe portefeuille and 2 more');
});

test('advice names its topics, or else what was shown', () => {
  assert.equal(advice.summary({}, 'fr'), 'Conseil');
  assert.equal(advice.summary({ topics: ['Soin du visage'], articles }, 'en'), 'Advice on Soin du visage');
  assert.equal(
    spaced(advice.summary({ articles: articles.slice(0, 3) }, 'fr')),
    'Conseil : Trench, Robe portefeuille et 1 autre',
  );
  assert.equal(advice.summary({ articles: [{ sku: 'A-1' }] }, 'en'), 'Advice on A-1');
});

test('a visit, its fitting, its advice stand together on the timeline', async () => {
  await using app = await startTestChaland({ plugins: [journey] });
  const moment = (id: string, type: string, minute: number, data: Visit | Fitting | Advice) => ({
    id,
    source: 'app',
    type,
    time: `2026-01-05T10:0${minute}:00Z`,
    session: 'v-1',
    customer: { id: '1234' },
    data,
  });
  const fates = await app.moments.record([
    moment('1', 'visit', 1, { noticed: 'app' }),
    moment('2', 'advice', 2, { topics: ['Taille'], outcome: 'bought' }),
    moment('3', 'fitting', 3, { articles: [{ sku: 'A-1', size: '38', kept: true }] }),
    moment('4', 'visit', 4, { party: 0 }),
    moment('5', 'fitting', 5, { articles: [] }),
  ]);
  assert.deepEqual(
    fates.map(({ fate }) => fate),
    ['recorded', 'recorded', 'recorded', 'rejected', 'rejected'],
  );
  const rejected = fates.flatMap((fate) => ('problem' in fate ? [JSON.stringify(fate.problem)] : []));
  assert.match(rejected[0]!, /\/data\/party/);
  assert.match(rejected[1]!, /\/data\/articles/);

  const customer = fates.flatMap((fate) => ('customer' in fate ? (fate.customer ?? []) : []))[0];
  const { body } = await app.get(`/api/customers/${customer}/timeline?lang=fr`);
  const { items } = body as { items: { type: string; stage: string; session: string; summary: string }[] };
  assert.deepEqual(
    items.map(({ stage, session, summary }) => `${stage} ${session} ${spaced(summary)}`),
    ['browse v-1 Essayage : A-1', 'advice v-1 Conseil : Taille', 'entry v-1 Visite'],
  );
});
