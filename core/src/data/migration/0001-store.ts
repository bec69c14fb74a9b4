import type { Migration } from '../migration.ts';

export const store: Migration = {
  name: '0001-store',
  up: `
    create table chaland.brand (
      id uuid primary key,
      code text collate "C" not null unique,
      name text not null,
      version int not null default 1
    );
    create table chaland.store (
      id uuid primary key,
      code text collate "C" not null unique,
      name text not null,
      brand_id uuid references chaland.brand,
      country char(2) not null,
      time_zone text not null,
      currency char(3) not null,
      version int not null default 1
    );
    create table chaland.staff (
      id uuid primary key,
      code text collate "C" not null unique,
      name text not null,
      store_id uuid references chaland.store,
      version int not null default 1
    );
  `,
};
