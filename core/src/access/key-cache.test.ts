import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testClock } from '../testing/index.ts';
import { createKeyCache, type KnownKey } from './key-cache.ts';
import { newKeyText } from './key-text.ts';
import { systemPrincipal } from './principal.ts';

const key = (expiresAt: Date | null = null): KnownKey => ({ id: 'k', principal: systemPrincipal, expiresAt });

describe('a key', () => {
  test('is read once and then believed for five seconds', async () => {
    const clock = testClock();
    let reads = 0;
    const cache = createKeyCache(clock, async () => {
      reads++;
      return key();
    });
    const text = newKeyText();
    assert.ok(await cache.find(text));
    assert.equal(cache.find(text) instanceof Promise, false);
    clock.advance({ seconds: 4 });
    await cache.find(text);
    assert.equal(reads, 1);
    clock.advance({ seconds: 2 });
    await cache.find(text);
    assert.equal(reads, 2);
  });

  test('asked for by many at once is read once', async () => {
    let reads = 0;
    const cache = createKeyCache(testClock(), async () => {
      reads++;
      return key();
    });
    const text = newKeyText();
    await Promise.all(Array.from({ length: 50 }, () => cache.find(text)));
    assert.equal(reads, 1);
  });

  test('that is unknown is remembered as unknown, at the same cost', async () => {
    let reads = 0;
    const cache = createKeyCache(testClock(), async () => {
      reads++;
      return undefined;
    });
    const text = newKeyText();
    assert.equal(await cache.find(text), undefined);
    assert.equal(await cache.find(text), undefined);
    assert.equal(reads, 1);
  });

  test('expires on the moment, also while it is remembered', async () => {
    const clock = testClock();
    const cache = createKeyCache(clock, async () => key(new Date(clock.now().getTime() + 1_000)));
    const text = newKeyText();
    assert.ok(await cache.find(text));
    clock.advance({ seconds: 1 });
    assert.equal(await cache.find(text), undefined);
  });

  test('that was revoked while it was being read is not believed afterwards', async () => {
    const gate = Promise.withResolvers<void>();
    let revoked = false;
    const cache = createKeyCache(testClock(), async () => {
      const found = revoked ? undefined : key();
      await gate.promise;
      return found;
    });
    const text = newKeyText();
    const first = cache.find(text);
    revoked = true;
    cache.clear();
    gate.resolve();
    await first;
    assert.equal(await cache.find(text), undefined);
  });

  test('that is known is not driven out by guessing', async () => {
    const mine = newKeyText();
    let readsOfMine = 0;
    const { hashOfKey } = await import('./key-text.ts');
    const cache = createKeyCache(testClock(), async (hash) => {
      if (hash !== hashOfKey(mine)) return undefined;
      readsOfMine++;
      return key();
    });
    await cache.find(mine);
    for (let guess = 0; guess < 5_000; guess++) await cache.find(newKeyText());
    await cache.find(mine);
    assert.equal(readsOfMine, 1);
  });

  test('that can not be read for want of a database fails, and is read again', async () => {
    let away = true;
    const cache = createKeyCache(testClock(), async () => {
      if (away) throw new Error('no database');
      return key();
    });
    const text = newKeyText();
    await assert.rejects(async () => cache.find(text), /no database/);
    away = false;
    assert.ok(await cache.find(text));
  });
});
