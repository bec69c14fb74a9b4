import assert from 'node:assert/strict';
import type { DescribedConnector, DescribedDelivery } from '../described.ts';
import { assertSameState, endStateOf } from '../end-state.ts';
import { randomBelow, shuffled } from '../random.ts';
import { type Subject, startSubject } from '../subject.ts';

interface Row extends Record<string, unknown> {
  id: string;
  state: string;
  code: string | null;
  problem: unknown;
}

/** Each delivery comes to the end that is expected, and to the same one when it is replayed. */
export async function checkDeliveries(described: DescribedConnector): Promise<void> {
  await using subject = await startSubject(described);
  const { app, connection } = subject;
  const kept = new Map<DescribedDelivery, string[]>();
  const seen = new Set<string>();
  for (const delivery of described.deliveries ?? []) {
    await subject.deliver(delivery);
    const fresh = (await rowsOf(subject)).map(({ id }) => id).filter((id) => !seen.has(id));
    for (const id of fresh) seen.add(id);
    kept.set(delivery, fresh);
    await expectOf(subject, delivery, fresh);
  }
  const before = await endStateOf(app.db);
  for (const state of ['done', 'ignored', 'quarantined']) {
    const { status, body } = await app.post('/api/deliveries/replay', { connection: connection.id, state });
    assert.ok(status < 300, JSON.stringify(body));
  }
  await app.drain();
  await subject.settle();
  for (const [delivery, ids] of kept) await expectOf(subject, delivery, ids);
  assertSameState(await endStateOf(app.db), before, 'replayed, deliveries end in another state');
}

const rowsOf = ({ app }: Subject): Promise<Row[]> =>
  app.db.query<Row>('select id, state, code, problem from chaland.delivery order by id');

async function expectOf(
  subject: Subject,
  { name, expect = {} }: DescribedDelivery,
  ids: readonly string[],
): Promise<void> {
  const { state = 'done', code, moments } = expect;
  if (state === 'answered')
    return assert.deepEqual(ids, [], `"${name}" was to be answered, and nothing kept`);
  assert.ok(ids.length > 0, `of "${name}" no delivery was kept: give each one an id of its own`);
  for (const row of (await rowsOf(subject)).filter(({ id }) => ids.includes(id))) {
    const why = row.problem ? `: ${JSON.stringify(row.problem)}` : '';
    assert.equal(row.state, state, `"${name}" is ${row.state}, and not ${state}${why}`);
    if (code) assert.equal(row.code, code, `"${name}"${why}`);
  }
  if (!moments) return;
  const mapped: string[] = [];
  for (const id of ids) {
    const { body } = await subject.app.get(`/api/deliveries/${id}`);
    mapped.push(...((body.maps?.records?.moments ?? []) as { id: string }[]).map(({ id }) => id));
  }
  const recorded = await subject.app.db.query<{ id: string }>(
    'select source_key as id from chaland.moment where source_key = any($1::text[])',
    [mapped],
  );
  assert.deepEqual(
    recorded.map(({ id }) => id).toSorted(),
    moments.toSorted(),
    `the moments that "${name}" brought`,
  );
}

/** Rounds in which all deliveries come again. */
const rounds = 3;

/** Shuffled and brought three times, deliveries end in one state. */
export async function checkOrder(described: DescribedConnector, seeds: readonly number[]): Promise<void> {
  const inOrder = await stateAfter(described, (deliveries) => deliveries);
  for (const seed of seeds) {
    const below = randomBelow(seed);
    const mixed = await stateAfter(described, (deliveries) => shuffled(deliveries, below), below);
    assertSameState(
      mixed,
      inOrder,
      `deliveries in another order (seed ${seed}), three times, end in another state than in order and once`,
    );
  }
}

/** With `below`, three rounds, some together and some one by one: batches are written differently. */
async function stateAfter(
  described: DescribedConnector,
  order: (deliveries: readonly DescribedDelivery[]) => readonly DescribedDelivery[],
  below?: (n: number) => number,
): Promise<string[]> {
  await using subject = await startSubject(described);
  const { app, connection } = subject;
  for (let round = 0; round < (below ? rounds : 1); round++) {
    // Otherwise what is known already wouldn't be mapped again.
    await app.db.query('delete from chaland.delivery');
    for (const delivery of order(described.deliveries ?? [])) {
      await app.deliver(connection, subject.requestOf(delivery));
      if (!below || below(2) === 0) await app.inbox.drain();
    }
    await subject.settle();
  }
  return await endStateOf(app.db);
}
