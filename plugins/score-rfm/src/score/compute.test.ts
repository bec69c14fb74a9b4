import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql, uuidv7 } from '@chaland/core';
import { onBothDatabases, testDatabase } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { PurchaseSummaryRow } from '@chaland/sales/contract';
import fc from 'fast-check';
import scoreRfm from '../plugin.ts';
import { computeScores } from './compute.ts';

interface Buyer {
  recency_days: number;
  sale_count: number;
  net: number;
}

const buyers = fc.array(
  fc.record({ recency_days: fc.nat(12), sale_count: fc.nat(6), net: fc.integer({ min: -50, max: 50 }) }),
  { maxLength: 40 },
);

/** The definition, one customer at a time: ceil(5 × average rank / n), the worst first. */
function scoreOf(values: readonly number[], value: number): number {
  const worse = values.filter((other) => other < value).length;
  const equal = values.filter((other) => other === value).length;
  return Math.ceil((5 * (2 * worse + equal + 1)) / (2 * values.length));
}

onBothDatabases((on) => {
  test('scores are fifths of average ranks, equals score the same, and who bought nothing has none', async () => {
    await using db = await testDatabase({ on, plugins: [sales, scoreRfm] });
    await fc.assert(
      fc.asyncProperty(buyers, async (given: Buyer[]) => {
        const customers = given.map((buyer) => ({ customer_id: uuidv7(), ...buyer }));
        const runId = uuidv7();
        await db.query(
          `insert into score_rfm.run (id, state, as_of, currency, model_version, requested_at)
           values ($1, 'queued', '2026-03-02', 'EUR', 1, now())`,
          [runId],
        );
        const summary = sql<PurchaseSummaryRow>`(
          select * from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb)
            as given(customer_id uuid, recency_days int, sale_count bigint, net bigint))`;
        await computeScores(db, summary, {
          runId,
          asOf: '2026-03-02',
          currency: 'EUR',
          computedAt: new Date(),
        });
        const kept = await db.query<Record<string, unknown>>(
          'select customer_id, recency, frequency, monetary from score_rfm.value',
        );
        const buying = customers.filter(({ sale_count }) => sale_count > 0);
        const days = buying.map(({ recency_days }) => -recency_days);
        const counts = buying.map(({ sale_count }) => sale_count);
        const nets = buying.map(({ net }) => net);
        assert.deepEqual(
          new Map(kept.map(({ customer_id, ...scores }) => [customer_id, scores])),
          new Map(
            buying.map(({ customer_id, recency_days, sale_count, net }) => [
              customer_id,
              {
                recency: scoreOf(days, -recency_days),
                frequency: scoreOf(counts, sale_count),
                monetary: scoreOf(nets, net),
              },
            ]),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});
