import type { Database } from '../../data/database.ts';
import type { Findings } from './findings.ts';

/** As `writeState` chooses: of each profile and scope what was said last, and the last soft opt-in beside it. */
const differing = `
  with told as materialized (
    select distinct on (profile_id, purpose, brand_id, channel, contact_kind, contact_value, soft)
      profile_id, purpose, brand_id, channel, contact_kind, contact_value, soft, state, n, id, occurred_at, expires_at
    from (
      select c.profile_id, c.purpose, c.brand_id, c.channel, c.contact_kind,
        d.detail::jsonb -> 'contactPoint' ->> 'value' as contact_value, c.state = 'soft_opt_in' as soft,
        c.state, c.n, c.id, c.occurred_at, c.expires_at
      from chaland.consent c join chaland.consent_detail d on d.profile_id = c.profile_id and d.n = c.n
    ) said
    order by profile_id, purpose, brand_id, channel, contact_kind, contact_value, soft, occurred_at desc, n desc
  ), stands as (
    select profile_id, purpose, brand_id, channel, contact_kind, contact_value, soft, state, n, id, occurred_at, expires_at
    from chaland.consent_state
  )
  select distinct on (profile_id) profile_id as "profileId", n, id as "recordId", purpose
  from ((table told except table stands) union all (table stands except table told)) as differs
  order by profile_id, n
  limit 1000`;

/**
 * Compares what the door asks with what the ledger says: whoever writes a grant there, and nowhere else, would be
 * believed at every send. Asked of a ledger that is as it was written.
 */
export async function verifyState(db: Database, findings: Findings): Promise<void> {
  const rows = await db.query<{ profileId: string; n: number; recordId: string; purpose: string }>(differing);
  for (const { purpose, ...of } of rows) {
    findings.add(
      'state_changed',
      `profile ${of.profileId}: what stands for the purpose "${purpose}" is not what the ledger says`,
      of,
    );
  }
}
