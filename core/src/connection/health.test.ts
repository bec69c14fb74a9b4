import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthOf } from './health.ts';
import type { KnownConnector } from './known-connectors.ts';
import type { ConnectionRow } from './store/row.ts';

const now = new Date('2026-03-02T09:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const known = { connector: { receive: () => ({ deliveries: [] }) } } as unknown as KnownConnector;
const sound = {
  state: 'active',
  failures: 0,
  error: null,
  openUntil: null,
  lastDeliveryAt: null,
  lastPullAt: null,
  nextPullAt: null,
} as unknown as ConnectionRow;

const codeOf = (given: Partial<ConnectionRow>, connector: KnownConnector | undefined = known, faults = 0) => {
  const { state, code } = healthOf(
    { ...sound, ...given },
    connector,
    Array.from({ length: faults }, () => ({ pointer: '/token', message: 'is required' })),
    now,
  );
  return `${state}: ${code}`;
};

test('what came last tells whether a connection is well, silent, or still waited for', () => {
  assert.equal(codeOf({}), 'waiting: waiting-for-delivery');
  assert.equal(
    codeOf({ nextPullAt: now }, { connector: { pull: () => {} } } as unknown as KnownConnector),
    'waiting: waiting-for-pull',
  );
  assert.equal(codeOf({ lastDeliveryAt: hoursAgo(47) }), 'ok: ok');
  assert.equal(codeOf({ lastDeliveryAt: hoursAgo(49) }), 'silent: silent');
  assert.equal(codeOf({ lastDeliveryAt: hoursAgo(49), lastPullAt: hoursAgo(1) }), 'ok: ok');
});

test('what keeps it from working comes before what came last', () => {
  const lastDeliveryAt = hoursAgo(1);
  const trouble = (kind: 'unauthorized' | 'vendor' | 'own') => ({ kind, text: 'x', at: now.toISOString() });
  assert.equal(
    codeOf({ lastDeliveryAt, failures: 1, error: trouble('unauthorized') }),
    'failing: unauthorized',
  );
  assert.equal(codeOf({ lastDeliveryAt, failures: 1, error: trouble('vendor') }), 'failing: vendor-failing');
  assert.equal(codeOf({ lastDeliveryAt, failures: 1, error: trouble('own') }), 'failing: own-failing');
  assert.equal(codeOf({ lastDeliveryAt, state: 'paused' }), 'paused: paused');
  assert.equal(codeOf({ lastDeliveryAt, state: 'paused' }, known, 1), 'failing: args-invalid');
  assert.equal(codeOf({ lastDeliveryAt, state: 'ending' }), 'paused: ending');
  assert.equal(healthOf({ ...sound, lastDeliveryAt }, undefined, [], now).code, 'connector-missing');
});
