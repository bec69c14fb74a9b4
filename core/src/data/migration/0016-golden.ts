import type { Migration } from '../migration.ts';

export const golden: Migration = {
  name: '0016-golden',
  up: `
    -- how far a run is, and what its next try goes on from
    alter table chaland.job_run add column done bigint;
    alter table chaland.job_run add column total bigint;
    alter table chaland.job_run add column saved jsonb;

    -- one row: the rules by which all golden records were last chosen
    create table chaland.survivorship (
      singleton boolean primary key default true check (singleton),
      digest text not null,
      chosen_at timestamptz not null
    );
  `,
};
