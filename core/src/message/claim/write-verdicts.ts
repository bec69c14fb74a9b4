import type { Database } from '../../data/database.ts';
import { lease } from '../lease.ts';
import type { MessageState } from '../message.ts';
import type { Held } from './candidates.ts';
import type { Verdict } from './verdict.ts';

const stateOf: Record<Verdict['verdict'], MessageState> = {
  send: 'claimed',
  refuse: 'refused',
  wait: 'requested',
  expire: 'expired',
};

/** Writes what became of a batch at the door, in one statement. */
export async function writeVerdicts(
  db: Database,
  claim: string,
  verdicts: readonly { held: Held; verdict: Verdict }[],
  now: Date,
): Promise<void> {
  if (verdicts.length === 0) return;
  const rows = verdicts.map(({ held: { profileId, messageId, expiresAt }, verdict }) => ({
    profileId,
    id: messageId,
    state: stateOf[verdict.verdict],
    code: 'code' in verdict ? verdict.code : null,
    // Kept back beyond its time it ends then, and says why.
    dueAt:
      verdict.verdict === 'wait' ? new Date(Math.min(verdict.until.getTime(), expiresAt.getTime())) : null,
    consentId: verdict.verdict === 'send' ? verdict.consentId : null,
  }));
  await db.query(
    `update chaland.message m set
       state = v.state,
       -- an expired message keeps the reason why it had to wait
       code = case when v.state = 'expired' then m.code else v.code end,
       detail = case when v.state = 'claimed' then null else m.detail end,
       due_at = coalesce(v."dueAt", m.due_at),
       consent_id = v."consentId",
       claim = case when v.state = 'claimed' then $2::uuid end,
       claimed_at = case when v.state = 'claimed' then $3::timestamptz end,
       lease_until = case when v.state = 'claimed' then $4::timestamptz end,
       ended_at = case when v.state in ('refused', 'expired') then $3::timestamptz end
     from jsonb_to_recordset($1::jsonb) as v ("profileId" uuid, id uuid, state text, code text,
       "dueAt" timestamptz, "consentId" uuid)
     where m.profile_id = v."profileId" and m.id = v.id`,
    [JSON.stringify(rows), claim, now, new Date(now.getTime() + lease)],
    { name: 'chaland.write-verdicts' },
  );
}
