import type { Migration } from '../migration.ts';

/** The types that some plugin ever brought: moments outlive their plugin. */
export const momentType: Migration = {
  name: '0010-moment-type',
  up: `
    create table chaland.moment_type (
      type text collate "C" primary key,
      plugin text not null,
      version smallint not null,
      stage text not null,
      title jsonb not null
    );
  `,
};
