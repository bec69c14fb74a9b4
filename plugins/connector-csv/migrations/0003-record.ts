import type { Migration } from '@chaland/core';

/** What became of a batch's records of other kinds than moments. */
export const records: Migration = {
  name: '0003-record',
  up: `
    -- by kind: { recorded, unchanged, conflict, rejected }; null where there are none
    alter table connector_csv.import_batch add column records jsonb;
  `,
};
