import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import poslog from '../plugin.ts';
import {
  back,
  customer,
  link,
  log,
  modifier,
  other,
  sale,
  tax,
  tender,
  total,
  transaction,
} from '../testing/log.ts';
import { sharedData } from '../testing/shared-data.ts';

// Files are read below this alone.
process.env.CHALAND_DROPS = tmpdir();

const token = 'a-token-of-the-tills';
const authorization = `Bearer ${token}`;

async function aShop(): Promise<TestChaland> {
  const app = await startTestChaland({ plugins: [sales, poslog], start: '2026-03-03T08:00:00Z' });
  for (const code of ['LYON', '9']) await app.stores.put({ code, name: code, timeZone: 'Europe/Paris' });
  return app;
}

const states = async (app: TestChaland) =>
  Object.fromEntries(
    (
      await app.db.query<{ key: string; state: string; code: string | null }>(
        'select key, state, code from chaland.delivery order by key',
      )
    ).map(({ key, state, code }) => [key.replace(/#.*/, ''), code ?? state]),
  );

/** A day with something of everything. */
const day = [
  transaction({ seq: 1, inner: sale({ quantity: '2' }) + total('40.00') + tender('40.00') + customer }),
  transaction({
    seq: 2,
    inner:
      sale({ more: modifier('5.00'), extended: '15.00' }) +
      total('15.00') +
      tender('20.00') +
      tender('5.00', 'Cash', '', 'TypeCode="Change"'),
  }),
  transaction({
    seq: 3,
    inner:
      sale({ price: '50.00' }) +
      back({ seq: 2, more: link(1) }) +
      total('30.00') +
      tender('30.00', 'CreditDebit'),
  }),
  transaction({
    seq: 4,
    inner: back({ more: link(1) }) + total('-20.00') + tender('20.00', 'Cash', '', 'TypeCode="Refund"'),
  }),
  transaction({ seq: 5, inner: sale() + link(2, 'PostVoid') + total('20.00') + tender('20.00') }),
  transaction({
    seq: 6,
    currency: 'USD',
    inner: sale({ price: '10.00' }) + other(tax('0.83', '8.25')) + total('10.83') + tender('10.83'),
  }),
  transaction({
    seq: 7,
    inner: sale({ price: '50.00', attributes: 'ItemType="GiftCard"' }) + total('50.00') + tender('50.00'),
  }),
  transaction({
    seq: 8,
    inner: sale() + total('20.00') + tender('22.00', 'CreditDebit', '<Tip><Amount>2.00</Amount></Tip>'),
  }),
  transaction({
    seq: 9,
    inner: sale({ price: '19.97' }) + total('19.97') + tender('20.00') + tender('0.03', 'X:Rounding'),
  }),
  transaction({ seq: 10, attributes: 'TrainingModeFlag="true"', inner: sale() }),
  transaction({
    seq: 11,
    inner: sale() + other('<Discount><Amount>4.00</Amount></Discount>') + total('16.00') + tender('16.00'),
  }),
  transaction({
    seq: 12,
    inner: sale({ sku: '' }) + total('20.00'),
    retailAttributes: 'TransactionStatus="PostVoided"',
  }),
];

/** What the database holds in the end, without what differs between two runs. */
const endState = async (app: TestChaland) => ({
  moments: await app.db.query('select source_key, type, data from chaland.moment order by source_key'),
  receipts: await app.db.query(
    'select kind, number, currency, gross, refunds, articles from sales.receipt order by number, kind',
  ),
  customers: await app.db.query('select display_name from chaland.customer order by 1'),
});

test('a day at the tills is recorded whole, in whatever order and however often its transactions come', async () => {
  const ends: unknown[] = [];
  for (const order of [day, [...day, ...day.toReversed(), ...day]]) {
    await using app = await aShop();
    const connection = await app.connect({ connector: 'connector-poslog', args: { system: 'tills', token } });
    for (const body of order === day ? [log(...day)] : order) {
      const { status } = await app.deliver(connection, { headers: { authorization }, body });
      assert.equal(status, 200);
    }
    await app.inbox.drain();
    await app.drain();
    assert.deepEqual(
      new Set(Object.values(await states(app))),
      new Set(['done', 'ignored']),
      JSON.stringify(
        await app.db.query('select key, problem from chaland.delivery where problem is not null'),
      ),
    );
    ends.push(await endState(app));
  }
  assert.deepEqual(ends[1], ends[0]);
  assert.equal((ends[0] as { moments: unknown[] }).moments.length, 13);
});

test('a broken transaction is quarantined alone, and one of an unknown store until the store exists', async () => {
  await using app = await aShop();
  const connection = await app.connect({ connector: 'connector-poslog', args: { system: 'tills', token } });
  const body = log(
    day[0]!,
    day[1]!.replace('</Sale>', '</Sold>'),
    transaction({ unit: 'NICE', seq: 3, inner: sale() }),
  );
  await app.deliver(connection, { headers: { authorization }, body });
  await app.inbox.drain();
  assert.deepEqual(await states(app), {
    'LYON/2/2026-03-02/1': 'done',
    'LYON/2/2026-03-02/2': 'POSLOG_XML',
    'NICE/2/2026-03-02/3': 'CHL_STORE_UNKNOWN',
  });
  const wrong = await app.deliver(connection, { headers: { authorization: 'Bearer wrong' }, body });
  assert.equal(wrong.status, 401);
});

const sample = sharedData('payloads/poslog_ncr/POSLog_dev_pseudonymised.xml');
test('a real log of NCR ACS is recorded from a folder, every transaction of it', {
  skip: sample.missing,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chaland-poslog-'));
  try {
    await copyFile(sample.file, join(folder, 'day.xml'));
    await using app = await aShop();
    const before = new Date(app.clock.now().getTime() - 3_600_000);
    await utimes(join(folder, 'day.xml'), before, before);
    const connection = await app.connect({
      connector: 'connector-poslog',
      args: { system: 'ncr', folder },
      check: true,
    });
    for (const time of [1, 2]) {
      const view = await app.pull(connection.id);
      assert.equal(view.deliveries.quarantined, 0, `pull ${time}`);
    }
    await app.drain();
    assert.deepEqual(await states(app), {});
    const [row] = await app.db.query<Record<string, number>>(
      'select count(*)::int as receipts, sum(gross)::int as gross, count(distinct profile_id)::int as profiles from sales.receipt',
    );
    // Sixteen transactions, three of them of operators who sign on and off.
    assert.equal(row!.receipts, 13);
    assert.equal(
      row!.gross,
      2045 + 900 + 748 + 35_421 + 990 + 1475 + 527 + 9184 + 3022 + 1020 + 4390 + 20_284 + 29_201,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
