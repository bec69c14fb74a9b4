import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onPostgres, startTestChaland, testDatabase } from '../testing/index.ts';
import { until } from '../testing/until.ts';
import { askFor, customerWith, fateOf, startPostOffice } from './testing/customers.ts';
import { postOffice } from './testing/post-office.ts';

/** Ends when it is let. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

describe('a process', () => {
  test('that is told to end hands over nothing new, and waits for what it has begun', async () => {
    const office = postOffice({ atOnce: 1 });
    const { passed, open } = gate();
    office.send = async () => {
      await passed;
      return {};
    };
    await using app = await startPostOffice(office, { on: 'pglite' });
    const customer = await customerWith(app, 'ana@example.com');
    const ids = [await askFor(app, { customer }), await askFor(app, { customer })];
    app.door.start();
    await until('the first is being handed over', async () => office.posted.length === 1);
    const closing = app.door.close();
    open();
    await closing;
    const states = await Promise.all(ids.map(async (id) => (await fateOf(app, id)).state));
    assert.deepEqual(states.toSorted(), ['requested', 'sent']);
  });

  test('sends what is requested while it runs at once, without anybody asking', async () => {
    const office = postOffice();
    await using app = await startPostOffice(office, { on: 'pglite' });
    const customer = await customerWith(app, 'ana@example.com');
    app.door.start();
    const id = await askFor(app, { customer });
    await until('it is sent', async () => (await fateOf(app, id)).state === 'sent');
    await app.door.close();
  });

  test('that stood still until others gave it up mends what it knows, unless a person has spoken', async () => {
    const office = postOffice();
    await using app = await startPostOffice(office, { on: 'pglite' });
    const customer = await customerWith(app, 'ana@example.com');
    const { passed, open } = gate();
    office.send = async () => {
      await passed;
      return {};
    };
    const mended = await askFor(app, { customer });
    const resolved = await askFor(app, { customer });
    app.door.start();
    await until('both are being handed over', async () => office.posted.length === 2);
    app.clock.advance({ minutes: 2 });
    await until('they are given up', async () => (await fateOf(app, resolved)).state === 'unknown');
    assert.equal((await fateOf(app, mended)).code, 'process-ended');
    await app.post(`/api/messages/${resolved}/resolve`, { outcome: 'failed' });
    open();
    await app.door.close();
    assert.equal((await fateOf(app, mended)).state, 'sent');
    assert.deepEqual(await fateOf(app, resolved), { state: 'failed', code: 'resolved', detail: null });
  });
});

onPostgres(() => {
  test('two processes share the work, and no message is handed over twice', async () => {
    const offices = [postOffice(), postOffice()];
    await using db = await testDatabase({ on: 'postgres', plugins: [offices[0]!.plugin], connections: 8 });
    await using first = await startPostOffice(offices[0]!, { database: db });
    await using second = await startTestChaland({ plugins: [offices[1]!.plugin], database: db });
    const customer = await customerWith(first, 'ana@example.com');
    const { messages } = first.contextOf('post-office');
    await messages.request(
      Array.from({ length: 200 }, (_, index) => ({
        key: `${index}`,
        customer,
        channel: 'email',
        purpose: 'marketing',
        content: { text: 'Hello' },
      })),
    );
    for (const { door } of [first, second]) door.start();
    await until('all are sent', async () => {
      const left = await db.query(`select 1 from chaland.message where state <> 'sent' limit 1`);
      return left.length === 0;
    });
    const posted = offices.map((office) => office.posted.map(({ message }) => message.id));
    assert.equal(new Set(posted.flat()).size, 200);
    assert.equal(posted.flat().length, 200);
    assert.ok(
      posted.every(({ length }) => length > 0),
      'both had their share',
    );
  });
});
