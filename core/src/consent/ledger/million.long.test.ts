import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../clock.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { onPostgres, testDatabase } from '../../testing/index.ts';
import { createNotices } from '../notices.ts';
import { appendToLedger, type NewRow } from './append.ts';
import { makeCheckpoint } from './checkpoint.ts';
import { personalOf } from './personal.ts';
import { verifyLedger } from './verify.ts';

/** `CONSENT_ROWS=1000000` for the whole of it. */
const rows = Number(process.env.CONSENT_ROWS ?? 200_000);
const perProfile = 4;
const batch = 10_000;
const mebibyte = 1024 * 1024;

const rowOf = (profileId: string, n: number): NewRow => ({
  profileId,
  id: uuidv7(),
  state: n % 2 === 0 ? 'granted' : 'withdrawn',
  purpose: 'marketing',
  brandId: null,
  channel: 'email',
  contactKind: 'email',
  noticeId: null,
  language: null,
  noticeHash: null,
  occurredAt: new Date(1_760_000_000_000 + n),
  recordedAt: new Date(1_760_000_000_000 + n),
  expiresAt: null,
  personal: personalOf({
    contactPoint: { kind: 'email', value: `${profileId}@example.com` },
    source: 'web-shop',
    id: `${profileId}-${n}`,
    method: 'web-form',
  }),
});

onPostgres(() => {
  test('verifying takes as much memory for a million records as for a page of them', async (context) => {
    await using db = await testDatabase({ on: 'postgres' });
    for (let written = 0; written < rows; written += batch) {
      const profiles = Array.from({ length: batch / perProfile }, () => uuidv7());
      const next = profiles.flatMap((profile) =>
        Array.from({ length: perProfile }, (_, n) => rowOf(profile, n)),
      );
      await db.transaction(() => appendToLedger(db, next));
    }
    await makeCheckpoint(db, systemClock);
    const before = process.memoryUsage().rss;
    let most = before;
    const started = performance.now();
    const verification = await verifyLedger(db, createNotices(db), {
      progress: () => {
        most = Math.max(most, process.memoryUsage().rss);
      },
    });
    const seconds = (performance.now() - started) / 1000;
    assert.equal(verification.intact, true);
    assert.equal(verification.records, rows);
    const grown = (most - before) / mebibyte;
    context.diagnostic(
      `${rows} records in ${seconds.toFixed(1)} s, ${grown.toFixed(0)} MiB above the ${(before / mebibyte).toFixed(0)} from before`,
    );
    assert.ok(grown < 256, `${grown.toFixed(0)} MiB`);
  });
});
