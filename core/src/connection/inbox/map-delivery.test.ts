import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenConnection } from '../connections.ts';
import type { Connector } from '../connector.ts';
import { handleDeliveries } from './handle.ts';
import { mapDelivery } from './map-delivery.ts';

const locale = { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' } as const;
const delivery = (key: string) => ({
  key,
  topic: 'orders',
  headers: {},
  body: Buffer.from('{}'),
  receivedAt: new Date('2026-03-01T10:00:00Z'),
  live: true,
});
const withMap = (map: Connector['map']) =>
  ({
    id: '0199c0de-0000-7000-8000-000000000001',
    name: 'Shop',
    source: 'shop',
    state: 'active',
    connector: { id: 'shop', map },
    args: [{}],
  }) as unknown as OpenConnection;

test('a mapping that awaits what never comes is given up, and says so', async () => {
  const mapped = await mapDelivery(
    withMap(() => new Promise(() => {})),
    delivery('1'),
    locale,
    1,
  );
  assert.ok('problem' in mapped);
  assert.equal(mapped.problem.code, 'CHL_DELIVERY_UNMAPPED');
  assert.match(mapped.problem.message, /"shop" failed: it gave no answer within 0\.001 s/);
});

test('a mapping that fails after it was given up fails nothing else', async () => {
  let fail: (error: Error) => void = () => {};
  const map = () =>
    new Promise<never>((_, reject) => {
      fail = reject;
    });
  assert.ok('problem' in (await mapDelivery(withMap(map), delivery('1'), locale, 1)));
  fail(new Error('too late'));
  await new Promise(setImmediate);
});

test('why nothing is brought is told in both languages, in whichever it was said', async () => {
  const both = { en: 'a test', fr: 'un essai' };
  const reasonOf = async (ignored: unknown) => {
    const map = async () => ({ ignored }) as { ignored: string };
    const mapped = await mapDelivery(withMap(map), delivery('1'), locale);
    return 'ignored' in mapped && mapped.ignored;
  };
  assert.deepEqual(await reasonOf(both), both);
  for (const one of ['un essai', { fr: 'un essai' }]) {
    assert.deepEqual(await reasonOf(one), { en: 'un essai', fr: 'un essai' });
  }
});

test('where mapping takes long, what was mapped is finished and the rest waits for its turn', async () => {
  const asked: string[] = [];
  const connection = withMap(async ({ key }) => {
    asked.push(key);
    return { ignored: key };
  });
  const parts = {} as Parameters<typeof handleDeliveries>[0];
  const all = [delivery('1'), delivery('2'), delivery('3')];
  const some = await handleDeliveries(parts, connection, all, { patience: -1 });
  assert.deepEqual(
    some.map((one) => 'reason' in one && one.reason),
    [{ en: '1', fr: '1' }],
  );
  assert.equal((await handleDeliveries(parts, connection, all)).length, 3);
  assert.deepEqual(asked, ['1', '1', '2', '3'], 'in their order');
});
