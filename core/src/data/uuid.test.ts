import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uuidv7 } from './uuid.ts';

test('an id is a UUID of version 7 that tells its time', () => {
  const id = uuidv7(Date.UTC(2026, 0, 1));
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), Date.UTC(2026, 0, 1));
});

test('ids sort by their time, and a hundred thousand are all different', () => {
  assert.ok(uuidv7(1_000) < uuidv7(1_001));
  assert.equal(new Set(Array.from({ length: 100_000 }, () => uuidv7(0))).size, 100_000);
});
