import assert from 'node:assert/strict';
import { uuidv7 } from '../../../data/uuid.ts';
import type { DescribedConnector } from '../described.ts';
import { assertSameState, endStateOf } from '../end-state.ts';
import { type Subject, startSubject } from '../subject.ts';
import type { VendorTrouble } from '../vendor/fake-vendor.ts';

/** What a vendor does at times, and its client has to bear. */
export const outages: readonly VendorTrouble[] = [
  { status: 429, retryAfter: 2 },
  { status: 500 },
  'no answer',
  'cut short',
  'slow',
];

/** What pages do while somebody writes. */
export const movedPages: readonly VendorTrouble[] = ['page again', 'empty page'];

/** How a pull ends that nothing disturbs. */
export interface CalmPull {
  state: string[];
  calls: number;
  batches: number;
}

/** Pulled without trouble, and then once more from the beginning: nothing counts twice. */
export async function calmPull(described: DescribedConnector): Promise<CalmPull> {
  await using subject = await startSubject(described);
  const { app, connection, vendor } = subject;
  let batches = 0;
  await pullOn(subject, async () => void batches++);
  await endsWell(subject);
  const calls = vendor!.calls.length;
  await subject.settle();
  const state = await endStateOf(app.db);
  assert.ok(state.length > 0 && batches > 0, 'the pull brought nothing: give the vendor something to tell');
  await app.db.query('update chaland.connection set cursor = null where id = $1', [connection.id]);
  await pullOn(subject);
  await subject.settle();
  assertSameState(await endStateOf(app.db), state, 'pulled twice, it ends in another state');
  return { state, calls, batches };
}

/** Turns that a pull may take until it is through: what fails goes on where it stood. */
const turns = 10;

/**
 * In the middle of its calls one thing after the other goes wrong, and the pull comes to the same end.
 * @returns why it doesn't apply, where nothing can go wrong on the other side
 */
export async function checkTroubles(
  described: DescribedConnector,
  troubles: readonly VendorTrouble[],
  { state, calls }: CalmPull,
): Promise<string | undefined> {
  await using subject = await startSubject(described);
  const { app, connection, vendor } = subject;
  if (!vendor!.fail) return 'SKIPPED, nothing can go wrong on its other side';
  for (const [at, trouble] of troubles.entries()) {
    vendor!.fail(trouble, { after: at === 0 ? Math.floor(calls / 2) : 0 });
  }
  for (let turn = 0; turn < turns; turn++) {
    await pullOn(subject);
    const { health } = await app.connections.get(connection.id);
    if (health.error !== null) continue;
    // A pull that says it is through has brought everything; the next one isn't there to mend it.
    await subject.settle();
    assertSameState(await endStateOf(app.db), state, 'the pull ends in another state than undisturbed');
    if (vendor!.outstanding === 0) break;
  }
  await endsWell(subject);
  assert.equal(vendor!.outstanding, 0, 'not all went wrong that was to: the pull asks for too little');
  return undefined;
}

class Killed extends Error {}

/** Killed before each batch is committed, and after: what was is kept, what wasn't comes again. */
export async function checkResume(
  described: DescribedConnector,
  { state, batches }: CalmPull,
): Promise<void> {
  await using subject = await startSubject(described);
  const { app, connection } = subject;
  // The first batch is rolled back in one life; in the next it is committed, and the second rolled back.
  for (let life = 0; life <= batches * 2; life++) {
    let seen = 0;
    const killing = new AbortController();
    const survives = life % 2;
    const run = {
      id: uuidv7(),
      signal: killing.signal,
      save: async () => {
        if (seen++ < survives) return;
        const killed = new Killed('killed');
        killing.abort(killed);
        throw killed;
      },
    };
    const end = await app.connections.pull(connection.id, run).catch((error) => {
      if (!killing.signal.aborted) throw error;
      return 'killed';
    });
    // What it had claimed is anybody's once its lease is over.
    await app.db.query('update chaland.connection set pull_lease_until = $2 where id = $1', [
      connection.id,
      new Date(0),
    ]);
    if (end === 'done') break;
  }
  await pullOn(subject);
  await endsWell(subject);
  await subject.settle();
  assertSameState(await endStateOf(app.db), state, 'killed at every batch, it ends in another state');
}

/** Until there is nothing more: a long pull gives way to others. */
async function pullOn({ app, connection }: Subject, save: () => Promise<void> = async () => {}) {
  for (;;) {
    const run = { id: uuidv7(), signal: new AbortController().signal, save };
    const end = await app.connections.pull(connection.id, run);
    assert.notEqual(end, 'lost', 'another run has the pull');
    if (end !== 'more') return;
  }
}

async function endsWell({ app, connection }: Subject): Promise<void> {
  const { health } = await app.connections.get(connection.id);
  assert.equal(health.error, null, 'the pull failed');
}
