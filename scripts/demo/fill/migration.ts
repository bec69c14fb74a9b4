import type { Migration } from '@chaland/core';

export const migration: Migration = {
  name: '0001-progress',
  up: `
    -- one row: which retailer this is, and how much of it is in
    create table demo.progress (
      one boolean primary key default true check (one),
      seed int not null,
      people int not null,
      -- the day after the last one of the history
      until date not null,
      filled int not null default 0,
      moments int not null default 0
    );
  `,
};
