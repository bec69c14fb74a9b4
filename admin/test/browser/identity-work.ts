import assert from 'node:assert/strict';
import { addLikelyPair, type LikelyPair } from './likely-pair.ts';
import type { TestPanel } from './start-test-panel.ts';

/**
 * Leaves something to see wherever identity is worked on: a pair to decide, a merge of `other` into `customer` that
 * can be undone, and an identifier that too many share.
 */
export async function leaveIdentityWork(
  app: TestPanel,
  customer: string,
  other: string,
): Promise<LikelyPair> {
  const pair = await addLikelyPair(app);
  const merge = { survivor: customer, loser: other, reason: 'Ana Lopes, S1' };
  const { status, body } = await app.post('/api/merges', merge);
  assert.equal(status, 201, JSON.stringify(body));
  await app.db.query(
    `update chaland.identifier set quarantined_at = now(), shared_by = 11 where value = 'zoe@example.com'`,
  );
  return pair;
}
