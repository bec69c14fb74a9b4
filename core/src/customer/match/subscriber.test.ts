import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MomentInput } from '../../moment/moment.ts';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { aMoment, startTestChaland } from '../../testing/index.ts';

const aVisit = (overrides: Partial<MomentInput>) => aMoment({ type: 'visit', data: {}, ...overrides });

test('who comes to a till under a name that a web shop knows is noticed', async () => {
  await using app = await startTestChaland({ plugins: [visits] });
  const at = (source: string, lastName: string) =>
    aVisit({
      source,
      customer: {
        id: '7',
        attributes: { firstName: 'Apolline', lastName, birthDate: '1980-02-03' },
        identifiers: [{ kind: 'email', value: 'a.quercy@example.org' }],
      },
    });
  const fates = await app.moments.record([at('web', 'Quercy'), at('till', 'QUERCI')]);
  assert.deepEqual(
    fates.map(({ fate }) => fate),
    ['recorded', 'recorded'],
  );
  await app.stream.drain();
  app.clock.advance({ seconds: 2 });
  await app.jobs.drain();
  const pairs = await app.db.query<{ probability: number }>('select probability from chaland.match_pair');
  assert.equal(pairs.length, 1);
  assert.ok(pairs[0]!.probability > 0.5);
});

test('people who come with an import wait for the run over the whole base', async () => {
  await using app = await startTestChaland({ plugins: [visits] });
  await app.moments.record([aVisit({ customer: { id: '7' } })], { live: false });
  await app.stream.drain();
  const jobs = await app.jobs.status();
  assert.equal(jobs.find(({ id }) => id === 'core.match-all')?.queued, 1);
});
