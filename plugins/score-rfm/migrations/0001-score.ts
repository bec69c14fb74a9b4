import type { Migration } from '@chaland/core';

export const score: Migration = {
  name: '0001-score',
  up: `
    -- every computation that was asked for
    create table score_rfm.run (
      id uuid primary key,
      state text not null check (state in ('queued', 'done', 'failed')),
      as_of date not null,
      currency text not null,
      model_version int not null,
      requested_at timestamptz not null,
      computed_at timestamptz,
      customers bigint,
      -- per measure and score, the raw value that was just enough for it
      thresholds jsonb,
      error text
    );

    -- customer-keyed: each customer's score by the last computation
    create table score_rfm.value (
      customer_id uuid primary key,
      run_id uuid not null references score_rfm.run,
      model_version int not null,
      as_of date not null,
      currency text not null,
      computed_at timestamptz not null,
      recency smallint not null,
      frequency smallint not null,
      monetary smallint not null,
      -- why: the raw values, their ranks (1 is the worst, ties share theirs), and among how many
      recency_days int not null,
      sale_count bigint not null,
      net bigint not null,
      recency_rank numeric not null,
      frequency_rank numeric not null,
      monetary_rank numeric not null,
      ranked bigint not null
    );
  `,
};
