import { identityChange } from '@chaland/core';
import { salesFacts } from '@chaland/sales/contract';
import { rescore } from './compute.ts';
import { lockValues, type Run } from './run.ts';

/**
 * On a merge and its undoing the customers are scored anew by the last computation's ranks: for everybody else a
 * merge of two changes nothing before the next one.
 */
export const recomputeScores = identityChange({
  async recompute(customerIds, { db, service }) {
    // A computation under way still sees who they were: its values are waited for, and corrected.
    await lockValues(db);
    const [last] = await db.query<Run>(
      `select * from score_rfm.run where state = 'done'
       order by id = (select run_id from score_rfm.value limit 1) desc nulls last, computed_at desc limit 1`,
    );
    if (!last?.computed_at || !last.customers) return;
    const { id: runId, as_of: asOf, currency, computed_at: computedAt, customers } = last;
    const summary = service(salesFacts).purchaseSummary({ asOf, currency });
    await rescore(db, summary, customerIds, { runId, asOf, currency, computedAt }, customers);
  },
});
