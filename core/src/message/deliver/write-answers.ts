import type { Database } from '../../data/database.ts';
import { retryDelay } from '../../retry-delay.ts';
import type { MessageState } from '../message.ts';
import type { Answer } from './answer.ts';

/** A hand-over that ended. */
export interface Ended {
  claim: string;
  profileId: string;
  messageId: string;
  answer: Answer;
}

const stateOf: Record<Answer['answer'], MessageState> = {
  sent: 'sent',
  failed: 'failed',
  'not-now': 'requested',
  unknown: 'unknown',
};
const codeOf: Record<Answer['answer'], string | null> = {
  sent: null,
  failed: 'provider-refused',
  'not-now': 'provider-unreachable',
  unknown: 'no-answer',
};

/**
 * Writes what became of hand-overs, in one statement. One that was given up as unknown meanwhile is mended, unless
 * somebody has already said what became of it.
 */
export async function writeAnswers(db: Database, ended: readonly Ended[], now: Date): Promise<void> {
  const rows = ended.map(({ claim, profileId, messageId, answer }) => ({
    claim,
    profileId,
    id: messageId,
    state: stateOf[answer.answer],
    code: codeOf[answer.answer],
    detail: 'detail' in answer ? answer.detail : null,
    providerId: 'providerId' in answer ? answer.providerId : null,
  }));
  // The delay after each number of tries: it is known only in the row.
  const delays = Array.from({ length: 8 }, (_, index) => retryDelay(index + 1));
  await db.query(
    `update chaland.message m set
       state = a.state,
       code = a.code,
       detail = a.detail,
       provider_id = a."providerId",
       lease_until = null,
       ended_at = case when a.state in ('sent', 'failed', 'unknown') then $2::timestamptz end,
       -- it wasn't sent: it doesn't count against whoever was to get it, and passes the door again
       attempts = m.attempts + case when a.state = 'requested' then 1 else 0 end,
       claim = case when a.state = 'requested' then null else m.claim end,
       claimed_at = case when a.state = 'requested' then null else m.claimed_at end,
       due_at = case when a.state = 'requested' then
         least($2::timestamptz + ($3::int[])[least(m.attempts + 1, array_length($3::int[], 1))] * interval '1 millisecond',
           m.expires_at)
         else m.due_at end
     from jsonb_to_recordset($1::jsonb) as a (claim uuid, "profileId" uuid, id uuid, state text, code text,
       detail text, "providerId" text)
     where m.profile_id = a."profileId" and m.id = a.id and m.claim = a.claim and m.state in ('claimed', 'unknown')`,
    [JSON.stringify(rows), now, delays],
    { name: 'chaland.write-answers' },
  );
}
