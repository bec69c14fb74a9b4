import type { Migration } from '../migration.ts';

/** What sources bring in besides moments: statements on people in any order, and requests. */
export const record: Migration = {
  name: '0020-record',
  up: `
    -- by attribute, when it was said again, and when something else was said last: { again?: [], other? }
    alter table chaland.profile add column attributes_said jsonb not null default '{}';

    -- the profiles of people who were erased, as HMACs by a key of the deployment's: what their source said of them
    -- before brings nobody back
    create table chaland.erased_profile (
      fingerprint bytea primary key,
      erased_at timestamptz not null
    );

    -- SHA-256 of source and id, where a source told it
    alter table chaland.privacy_request add column key bytea unique;
  `,
};
