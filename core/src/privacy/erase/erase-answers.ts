import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import { mentionedIn, mentionPatterns } from './erase-mentions.ts';

/**
 * Overwrites answers kept for an Idempotency-Key that name somebody: the key goes on telling that its request was
 * carried out, so that it isn't once more.
 */
export async function eraseAnswers(db: Database, marks: readonly string[]): Promise<number> {
  if (marks.length === 0) return 0;
  const gone = problem('CHL_CUSTOMER_ERASED');
  const rows = await db.query(
    `update chaland.idempotency set status = $2, body = $3, headers = '{"content-type": "application/problem+json"}'
     where ${mentionedIn('body')} or ${mentionedIn('headers')} returning 1`,
    [mentionPatterns(marks), gone.status, JSON.stringify(gone.toJSON())],
  );
  return rows.length;
}
