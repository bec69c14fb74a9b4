import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visitsOf } from './visits.ts';

const lyon = { id: 'l', name: 'Lyon' };
const paris = { id: 'p', name: 'Paris' };
const at = (id: string, time: string, over: object = {}) => ({
  id,
  source: 'app',
  session: null as string | null,
  store: null as typeof lyon | null,
  time,
  ...over,
});
const grouped = (...moments: ReturnType<typeof at>[]) =>
  visitsOf(moments, ({ time }) => time.slice(0, 10)).map(({ moments }) =>
    moments.map(({ id }) => id).join(' '),
  );

test('moments of one session are one visit', () => {
  assert.deepEqual(
    grouped(
      at('3', '2026-02-01T12:00Z', { session: 'b' }),
      at('2', '2026-02-01T11:00Z', { session: 'a' }),
      at('1', '2026-01-31T23:00Z', { session: 'a' }),
    ),
    ['3', '2 1'],
  );
});

test('two sources may call their sessions the same', () => {
  assert.deepEqual(
    grouped(
      at('2', '2026-02-01T12:00Z', { session: 'a', source: 'web' }),
      at('1', '2026-02-01T11:00Z', { session: 'a' }),
    ),
    ['2', '1'],
  );
});

test('what happened in a store on one day is one visit, whatever happened elsewhere in between', () => {
  assert.deepEqual(
    grouped(
      at('4', '2026-02-02T10:00Z', { store: lyon }),
      at('3', '2026-02-01T12:00Z', { store: lyon }),
      at('2', '2026-02-01T11:30Z'),
      at('1', '2026-02-01T11:00Z', { store: lyon }),
      at('0', '2026-02-01T09:00Z', { store: paris }),
    ),
    ['4', '3 1', '2', '0'],
  );
});

test("the till's receipt joins the session of the app in the same store", () => {
  assert.deepEqual(
    grouped(
      at('receipt', '2026-02-01T12:00Z', { store: lyon, source: 'till' }),
      at('advice', '2026-02-01T11:50Z', { store: lyon, session: 'a' }),
      at('visit', '2026-02-01T11:45Z', { store: lyon, session: 'a' }),
      at('morning', '2026-02-01T09:00Z', { store: lyon, session: 'b' }),
    ),
    ['receipt advice visit', 'morning'],
  );
});
