import { type Context, type Moment, sql } from '@chaland/core';
import type { ReceiptClaimed } from '../contract.ts';
import { relation } from '../data/relation.ts';
import { addCustomerSales } from './customer-sales.ts';
import { lockFacts } from './lock.ts';

/**
 * Brings receipts that somebody has claimed into what is kept by customer: they were nobody's when they were read. Whose
 * they are now is what counts, and what is there already is not added again.
 */
export async function projectClaims(
  claims: readonly Moment<ReceiptClaimed>[],
  { db, customers }: Pick<Context, 'db' | 'customers'>,
): Promise<void> {
  const holders = await customers.ofProfiles(claims.map(({ data }) => data.profile));
  const claimed = new Map(
    claims.flatMap(({ data: { moment, profile } }) => {
      const customerId = holders.get(profile);
      return customerId
        ? [[moment, { customer_id: customerId, profile_id: profile, moment_id: moment }] as const]
        : [];
    }),
  );
  if (claimed.size === 0) return;
  await lockFacts(db);
  const types = { customer_id: 'uuid', profile_id: 'uuid', moment_id: 'uuid' };
  const missing = await db.rows<{ customer_id: string; profile_id: string; moment_id: string }>(sql`
    select given.* from ${relation([...claimed.values()], types)} as given
    where not exists (
      select from sales.purchase
      where purchase.customer_id = given.customer_id and purchase.moment_id = given.moment_id)`);
  if (missing.length > 0) await addCustomerSales(db, relation(missing, types));
}
