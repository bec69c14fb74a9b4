import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Consent, standingOf, stateOf } from './standing.ts';

const said = (over: Partial<Consent>): Consent => ({
  id: crypto.randomUUID(),
  profileId: 'till',
  n: 1,
  state: 'granted',
  purpose: 'marketing',
  brand: null,
  channel: 'email',
  contactPoint: { kind: 'email', value: 'ana@example.com' },
  notice: null,
  time: '2026-03-02T10:00:00Z',
  recordedAt: '2026-03-02T10:00:00Z',
  expiresAt: null,
  detail: null,
  current: true,
  ...over,
});

test('what was said last stands for its scope, and each scope for itself', () => {
  const withdrawn = said({ state: 'withdrawn' });
  const sms = said({ channel: 'sms', contactPoint: null });
  const standing = standingOf([withdrawn, said({ current: false }), sms]);
  assert.deepEqual(
    standing.map(({ last }) => last),
    [withdrawn, sms],
  );
});

test('sources that say something else are told, and those that agree are not', () => {
  const last = said({});
  const web = said({ profileId: 'web', state: 'refused' });
  const [one] = standingOf([last, web, said({ profileId: 'app' })]);
  assert.deepEqual(one!.others, [web]);
});

test('a grant whose time is over has expired, and a refusal never does', () => {
  const expiresAt = '2026-04-01T00:00:00Z';
  const before = Date.parse('2026-03-31T00:00:00Z');
  assert.equal(stateOf(said({ expiresAt }), before), 'granted');
  assert.equal(stateOf(said({ expiresAt }), Date.parse(expiresAt)), 'expired');
  assert.equal(stateOf(said({ expiresAt, state: 'refused' }), Date.parse(expiresAt)), 'refused');
});

test('the record of an erasure stands for nothing', () => {
  assert.deepEqual(
    standingOf([said({ state: 'erased', purpose: null, channel: null, contactPoint: null })]),
    [],
  );
});
