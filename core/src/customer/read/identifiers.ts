import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';

export interface CustomerIdentifier {
  kind: string;
  value: string;
  verified: boolean;
}

/** What each customer's profiles assert now, each identifier once. */
export async function identifiersOf(
  db: Database,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, CustomerIdentifier[]>> {
  if (customerIds.length === 0) return new Map();
  const rows = await db.query<CustomerIdentifier & { customerId: string }>(select, [uuidArray(customerIds)], {
    name: 'chaland.identifiers-of-customers',
  });
  const identifiers = new Map<string, CustomerIdentifier[]>();
  for (const { customerId, ...identifier } of rows) {
    const mine = identifiers.get(customerId);
    if (mine) mine.push(identifier);
    else identifiers.set(customerId, [identifier]);
  }
  return identifiers;
}

const select = `
  with mine as materialized (
    select customer_id, profile_id from chaland.customer_profile where customer_id = any($1::uuid[])
  )
  select mine.customer_id as "customerId", i.kind, i.value, bool_or(i.verified) as verified
  from mine join chaland.profile_identifier i on i.profile_id = mine.profile_id and i.until is null
  group by mine.customer_id, i.kind, i.value
  order by i.kind, i.value`;
