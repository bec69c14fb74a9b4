import { type Context, sql } from '@chaland/core';
import { relation } from '../data/relation.ts';
import { addCustomerSales } from './customer-sales.ts';
import { lockFacts } from './lock.ts';

const customerTables = [
  'sales.purchase',
  'sales.customer_fact',
  'sales.customer_store_fact',
  'sales.customer_category_fact',
];

/** Makes everything that is kept of these customers anew, from the sales of the profiles that they have now. */
export async function recomputeCustomers(
  { db, customers }: Pick<Context, 'db' | 'customers'>,
  customerIds: readonly string[],
): Promise<void> {
  const wanted = new Set(customerIds);
  await db.transaction(async () => {
    const profiles = await customers.profilesOf(wanted);
    // Asked again under lock: a profile may have moved since.
    const holders = await customers.ofProfiles(profiles.map(({ profileId }) => profileId));
    const links = [...holders]
      .filter(([, customerId]) => wanted.has(customerId))
      .map(([profile_id, customer_id]) => ({ customer_id, profile_id }));
    await lockFacts(db);
    for (const table of customerTables) {
      await db.rows(sql`delete from ${sql.table(table)} where customer_id = any(${[...wanted]}::uuid[])`);
    }
    const given = relation(links, { customer_id: 'uuid', profile_id: 'uuid' });
    await addCustomerSales(
      db,
      sql`(select link.customer_id, profile_id, moment_id
        from ${given} as link join sales.receipt using (profile_id))`,
    );
  });
}
