import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestChaland } from '@chaland/core/testing';
import journey from '@chaland/journey';
import sales from '@chaland/sales';
import demo from '../plugin.ts';
import { aBuyer } from '../retailer/buyer.ts';
import { dayStart } from '../retailer/calendar.ts';
import { consentsOf } from '../retailer/consents.ts';
import { historyOf } from '../retailer/history.ts';
import { numberOf } from '../retailer/person.ts';
import { fill, openRetailer } from './fill.ts';

const population = { seed: 1, people: 60 };

test('the retailer is filled in steps, stopped, taken up again, and true to the cent', async () => {
  await using app = await startTestChaland({ plugins: [sales, journey, demo] });
  const progressOf = async () => (await app.get('/api/x/demo/progress')).body;
  const begun = await openRetailer(app, population);
  assert.deepEqual(await progressOf(), { customers: 0, of: 60, moments: 0, until: begun.until });

  // Stopped after the first batch that brings it to 20 people.
  const stopping = new AbortController();
  const told = ({ filled }: { filled: number }) => filled >= 20 && stopping.abort();
  await fill(app, begun, { upTo: 60, batch: 30, rest: 0, signal: stopping.signal, told });
  const stopped = await progressOf();
  assert.ok(stopped.customers >= 20 && stopped.customers < 60, JSON.stringify(stopped));

  // As if its process had been killed before it noted down the last batches.
  await app.db.query('update demo.progress set filled = 10');
  app.clock.advance({ days: 3 });
  const resumed = await openRetailer(app, population);
  assert.equal(resumed.until, begun.until);
  const { filled, moments } = await fill(app, resumed, { upTo: 60, batch: 100 });
  await app.drain();

  assert.equal(filled, 60);
  const [count] = await app.db.query<{ customers: number; moments: number }>(
    `select (select count(*) from chaland.customer where merged_into is null) as customers,
       (select count(*) from chaland.merge where rule = 'identifier:email') as merges,
       (select count(*) from chaland.moment) as moments`,
  );
  // Two people have a second account. One of them was found out by a verified e-mail; the other is there twice.
  assert.deepEqual(count, { customers: 61, merges: 1, moments });
  assert.deepEqual(await progressOf(), { customers: 60, of: 60, moments, until: begun.until });

  // What people said is in as well, each once, under the notice that they had read.
  const end = dayStart(begun.until);
  const said = Array.from({ length: 60 }, (_, index) => {
    const number = index + 1;
    return consentsOf(population.seed, number, historyOf(population.seed, number, end), end);
  }).flat();
  const [consents] = await app.db.query(
    `select count(*) as all, count(*) filter (where state = 'withdrawn') as withdrawn, count(notice_id) as told
       from chaland.consent`,
  );
  const withdrawn = said.filter(({ state }) => state === 'withdrawn').length;
  assert.deepEqual(consents, { all: said.length, withdrawn, told: said.length - withdrawn });

  const known = await app.db.query<{ key: string; count: number; gross: number; profiles: number }>(
    `select min(profile.key) as key, count(*) as profiles, sale_count as count, gross
       from sales.customer_fact as fact join chaland.profile on profile.customer_id = fact.customer_id
       group by fact.customer_id, sale_count, gross`,
  );
  for (const { key, count, gross } of known) {
    const { amounts } = aBuyer(population.seed, numberOf(key));
    assert.deepEqual([count, gross], [amounts.length, amounts.reduce((sum, amount) => sum + amount, 0)]);
  }
  assert.equal(known.length, 60);
  assert.ok(known.some(({ profiles }) => profiles > 1));
});
