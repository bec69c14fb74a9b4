import { intArray, textArray, timestamptzArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Database } from '../../data/database.ts';
import type { ContactPoint } from '../contact-point.ts';
import type { LedgerRow } from '../ledger/row.ts';

/** A record with the contact point that its ledger row leaves to the detail. */
export type StatedRow = Pick<
  LedgerRow,
  'profileId' | 'n' | 'id' | 'state' | 'purpose' | 'brandId' | 'channel' | 'occurredAt' | 'expiresAt'
> & { contactPoint: ContactPoint | null };

/** Of two records of one profile the later said counts; of two said at once, the later recorded. */
const isLater = (a: StatedRow, b: StatedRow): boolean =>
  a.occurredAt.getTime() - b.occurredAt.getTime() > 0 ||
  (a.occurredAt.getTime() === b.occurredAt.getTime() && a.n > b.n);

/** Keeps, of each profile and scope, the record that was said last, and the last soft opt-in. */
export async function writeState(db: Database, rows: readonly StatedRow[]): Promise<void> {
  const latest = new Map<string, StatedRow>();
  for (const row of rows) {
    const { profileId, purpose, brandId, channel, contactPoint, state } = row;
    const isSoft = state === 'soft_opt_in';
    const scope = JSON.stringify([profileId, purpose, brandId, channel, contactPoint, isSoft]);
    const before = latest.get(scope);
    if (!before || isLater(row, before)) latest.set(scope, row);
  }
  const given = columns(
    latest.values(),
    'profileId',
    'purpose',
    'brandId',
    'channel',
    'contactPoint',
    'state',
    'n',
    'id',
    'occurredAt',
    'expiresAt',
  );
  await db.query(
    `insert into chaland.consent_state as known (profile_id, purpose, brand_id, channel, contact_kind, contact_value,
       state, n, id, occurred_at, expires_at)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
       $9::uuid[], $10::timestamptz[], $11::timestamptz[])
     on conflict (profile_id, purpose, brand_id, channel, contact_kind, contact_value, soft) do update
     set state = excluded.state, n = excluded.n, id = excluded.id, occurred_at = excluded.occurred_at,
         expires_at = excluded.expires_at
     where (excluded.occurred_at, excluded.n) > (known.occurred_at, known.n)`,
    [
      uuidArray(given.profileId),
      textArray(given.purpose),
      uuidArray(given.brandId),
      textArray(given.channel),
      textArray(given.contactPoint.map((point) => point?.kind ?? null)),
      textArray(given.contactPoint.map((point) => point?.value ?? null)),
      textArray(given.state),
      intArray(given.n),
      uuidArray(given.id),
      timestamptzArray(given.occurredAt.map((date) => date.getTime())),
      timestamptzArray(given.expiresAt.map((date) => date?.getTime() ?? null)),
    ],
    { name: 'chaland.write-consent-state' },
  );
}
