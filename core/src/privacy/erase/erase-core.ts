import { textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { DataSubject } from '../personal-data-handler.ts';
import type { Erasure } from './erasure.ts';

/**
 * The trail goes on telling who saw and changed a record: ids of staff and of somebody who is nobody now. What else an
 * entry says of the record goes.
 */
export async function eraseAuditDetails(
  db: Database,
  { customerIds, profileIds }: DataSubject,
): Promise<number> {
  const rows = await db.query(
    `update chaland.audit set changes = null
     where subject_kind in ('customer', 'profile') and subject_id = any($1::text[]) and changes is not null
     returning 1`,
    [textArray([...customerIds, ...profileIds])],
  );
  return rows.length;
}

/** What came under the key of one of their moments with other content; what names them otherwise is a mention. */
export async function eraseQuarantine(db: Database, profileIds: readonly string[]): Promise<number> {
  const rows = await db.query(
    `with theirs as materialized (
       select source, source_key from chaland.moment where profile_id = any($1::uuid[])
     )
     delete from chaland.moment_quarantine q using theirs
     where q.source = theirs.source and q.source_key = theirs.source_key
     returning 1`,
    [uuidArray(profileIds)],
  );
  return rows.length;
}

/** Requests stay as what was done and when, without whom. Those that asked for this are done by it. */
export async function eraseRequests(
  db: Database,
  customerIds: readonly string[],
  { id, erasedAt }: Pick<Erasure, 'id' | 'erasedAt'>,
): Promise<number> {
  await db.query(
    `update chaland.privacy_request set state = 'done', ended_at = $2, proof = $3::jsonb
     where customer_id = any($1::uuid[]) and kind = 'erasure' and ended_at is null`,
    [[...customerIds], erasedAt, JSON.stringify({ kind: 'erasure', id, at: erasedAt })],
  );
  const rows = await db.query(
    `update chaland.privacy_request set
       customer_id = null, requester = null, notes = '[]', extension_reason = null, refusal_reason = null,
       identity = jsonb_strip_nulls(jsonb_build_object('state', identity -> 'state', 'at', identity -> 'at')),
       proof = jsonb_strip_nulls(jsonb_build_object('kind', proof -> 'kind', 'at', proof -> 'at', 'id', proof -> 'id')),
       version = version + 1
     where customer_id = any($1::uuid[]) returning 1`,
    [uuidArray(customerIds)],
  );
  return rows.length;
}

/** Addresses that nobody else answers for need no row to lock any more.. */
export async function eraseContactPoints(db: Database, { identifiers }: DataSubject): Promise<void> {
  await db.query(
    `delete from chaland.contact_point c using unnest($1::text[], $2::text[]) as theirs (kind, value)
     where c.kind = theirs.kind and c.value = theirs.value
       and not exists (select from chaland.identifier i where i.kind = c.kind and i.value = c.value)`,
    [textArray(identifiers.map(({ kind }) => kind)), textArray(identifiers.map(({ value }) => value))],
  );
}
