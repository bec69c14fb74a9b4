import type { Migration } from '@chaland/core';

/**
 * The ranks of the last computation, by raw value: who becomes somebody else by a merge is scored by them, and by
 * nothing that other merges changed meanwhile.
 */
export const rank: Migration = {
  name: '0002-rank',
  up: `
    create table score_rfm.rank (
      measure text collate "C" not null,
      value bigint not null,
      -- twice the average rank: a whole number
      rank2 bigint not null,
      primary key (measure, value)
    );
    insert into score_rfm.rank select distinct 'recency', recency_days::bigint, (2 * recency_rank)::bigint from score_rfm.value;
    insert into score_rfm.rank select distinct 'frequency', sale_count, (2 * frequency_rank)::bigint from score_rfm.value;
    insert into score_rfm.rank select distinct 'monetary', net, (2 * monetary_rank)::bigint from score_rfm.value;
  `,
};
