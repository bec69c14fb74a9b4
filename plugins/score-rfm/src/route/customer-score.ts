import { problem, route, Type } from '@chaland/core';
import { type Measure, measures, type Thresholds } from '../measure.ts';
import { readScores } from '../permissions.ts';
import { type Reason, reasonText } from '../reason.ts';

interface ValueRow {
  run_id: string;
  model_version: number;
  as_of: string;
  currency: string;
  computed_at: Date;
  recency: number;
  frequency: number;
  monetary: number;
  recency_days: number;
  sale_count: number;
  net: number;
  recency_rank: string;
  frequency_rank: string;
  monetary_rank: string;
  ranked: number;
  thresholds: Thresholds;
}

const fifth = Type.Integer({ minimum: 1, maximum: 5 });

export const customerScore = route({
  method: 'GET',
  path: '/api/x/score-rfm/customers/{id}',
  summary: "A customer's RFM score and its reasons",
  tag: 'RFM scores',
  description:
    'Whoever may see scores in some stores only is told those of customers who came to them, without the reasons: these tell of purchases elsewhere too.',
  permission: readScores.id,
  permissionScope: 'somewhere',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  responses: {
    200: {
      description: 'The score by the last run',
      schema: Type.Object({
        customerId: Type.String({ format: 'uuid' }),
        run: Type.String({ format: 'uuid' }),
        modelVersion: Type.Integer(),
        asOf: Type.String({ format: 'date' }),
        currency: Type.String(),
        computedAt: Type.String({ format: 'date-time' }),
        recency: fifth,
        frequency: fifth,
        monetary: fifth,
        reasons: Type.Array(
          Type.Object({
            measure: Type.Union(measures.map((measure) => Type.Literal(measure))),
            value: Type.Integer({ description: 'Days, sales, or minor units' }),
            score: fifth,
            rank: Type.Number({ description: 'From 1, the worst; equals share the mean of theirs' }),
            of: Type.Integer({ description: 'How many customers were ranked' }),
            threshold: Type.Integer({ description: 'What was just enough for this score' }),
            text: Type.Object({ en: Type.String(), fr: Type.String() }),
          }),
        ),
      }),
    },
  },
  async handler({ params: { id }, audit }, { db, customers, principal }) {
    audit({ kind: 'customer', id });
    const allowed = principal.storesFor(readScores.id);
    const seen = await customers.visible([id], allowed);
    const [row] = await db.query<ValueRow>(
      `select value.*, run.thresholds from score_rfm.value join score_rfm.run on run.id = run_id
       where customer_id = $1`,
      [id],
    );
    if (!row || !seen.has(id)) {
      throw problem('CHL_NOT_FOUND', {
        detail: 'this customer has no score: they bought nothing until the day of the last run',
        pointer: '/params/id',
      });
    }
    return {
      customerId: id,
      run: row.run_id,
      modelVersion: row.model_version,
      asOf: row.as_of,
      currency: row.currency,
      computedAt: row.computed_at,
      recency: row.recency,
      frequency: row.frequency,
      monetary: row.monetary,
      reasons: (allowed === 'everywhere' ? measures : [])
        .map((measure) => reasonFrom(row, measure))
        .map((reason) => ({
          ...reason,
          text: reasonText(reason, { asOf: row.as_of, currency: row.currency }),
        })),
    };
  },
});

function reasonFrom(row: ValueRow, measure: Measure): Reason {
  const value = { recency: row.recency_days, frequency: row.sale_count, monetary: row.net }[measure];
  const score = row[measure];
  return {
    measure,
    value,
    score,
    rank: Number(row[`${measure}_rank`]),
    of: row.ranked,
    threshold: row.thresholds[measure][score] ?? value,
  };
}
