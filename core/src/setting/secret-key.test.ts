import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseSecretKey, secretKey } from './secret-key.ts';

test('an embedded database on disk gets a key file that only its owner may read', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'chaland-key-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const key = secretKey(undefined, `pglite:${folder}/data`);
  assert.throws(() => key.toRead(), { code: 'CHL_SECRET_KEY_MISSING' });
  const made = key.toWrite();
  assert.equal(made.length, 32);
  assert.equal(statSync(join(folder, 'data.key')).mode & 0o777, 0o600);
  assert.deepEqual(secretKey(undefined, `pglite:${folder}/data`).toRead(), made);
});

test('a PostgreSQL server gets no key by itself', () => {
  assert.throws(() => secretKey(undefined, 'postgres://localhost/shop').toWrite(), {
    code: 'CHL_SECRET_KEY_MISSING',
  });
});

test('a key is 32 bytes in base64', () => {
  assert.equal(parseSecretKey(Buffer.alloc(32, 7).toString('base64'))?.length, 32);
  assert.equal(parseSecretKey(Buffer.alloc(31, 7).toString('base64')), undefined);
  assert.equal(parseSecretKey('correct horse battery staple'), undefined);
});
