import type { Migration } from '../migration.ts';

/** Why a delivery is ignored is said in both languages; what was said before, in one, stands for both. */
export const deliveryReason: Migration = {
  name: '0021-delivery-reason',
  up: `
    alter table chaland.delivery alter column reason type jsonb
      using case when reason is not null then jsonb_build_object('en', reason, 'fr', reason) end;
  `,
};
