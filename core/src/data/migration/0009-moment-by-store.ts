import type { Migration } from '../migration.ts';

/** Who was in a store last, and how many came today, without reading what happened elsewhere. */
export const momentByStore: Migration = {
  name: '0009-moment-by-store',
  up: `
    create index moment_by_store on chaland.moment (store_id, occurred_at, profile_id) where store_id is not null;
  `,
};
