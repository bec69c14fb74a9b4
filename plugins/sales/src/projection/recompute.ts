import { type Context, sql } from '@chaland/core';
import { addFactsOf } from './customer-sales.ts';
import { lockFacts } from './lock.ts';

const factTables = ['sales.customer_fact', 'sales.customer_store_fact', 'sales.customer_category_fact'];

/** Adds up these customers' facts anew, from the purchases that are theirs now. */
export async function recomputeCustomers(
  { db }: Pick<Context, 'db'>,
  customerIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(customerIds)];
  await db.transaction(async () => {
    await lockFacts(db);
    for (const table of factTables) {
      await db.rows(sql`delete from ${sql.table(table)} where customer_id = any(${wanted}::uuid[])`);
    }
    await addFactsOf(
      db,
      sql`(select customer_id, profile_id, moment_id from sales.purchase where customer_id = any(${wanted}::uuid[]))`,
    );
  });
}
