import type { Migration } from '../migration.ts';

export const setting: Migration = {
  name: '0006-setting',
  up: `
    create table chaland.setting (
      plugin text primary key,
      value jsonb not null,
      -- AES-256-GCM, by JSON Pointer of the setting
      secrets jsonb not null default '{}',
      version int not null default 1,
      updated_at timestamptz not null
    );
  `,
};
