import type { Migration } from '../migration.ts';

export const matchPending: Migration = {
  name: '0017-match-pending',
  up: `
    -- profiles of new moments, until they have been compared
    create table chaland.match_pending (
      profile_id uuid primary key
    );
  `,
};
