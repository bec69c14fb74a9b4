import type { Migration } from '../migration.ts';

export const customer: Migration = {
  name: '0002-customer',
  up: `
    create extension if not exists pg_trgm;
    create extension if not exists unaccent;

    -- customer-keyed
    create table chaland.customer (
      id uuid primary key,
      display_name text,
      -- folded for search: lower case, no accents
      search_name text,
      attributes jsonb not null default '{}',
      merged_into uuid,
      version int not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create table chaland.customer_profile (
      customer_id uuid not null,
      profile_id uuid not null,
      primary key (customer_id, profile_id)
    );

    -- profile-keyed
    create table chaland.profile (
      id uuid primary key,
      source text not null,
      key text not null,
      -- the mapping row: locked by handlers (share) and by merge, undo, link, erase (update)
      customer_id uuid not null,
      attributes jsonb not null default '{}',
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create table chaland.profile_identifier (
      profile_id uuid not null references chaland.profile,
      kind text collate "C" not null,
      value text collate "C" not null,
      raw text not null,
      verified boolean not null,
      since timestamptz not null,
      until timestamptz,
      primary key (profile_id, kind, value)
    );

    -- global uniqueness: which profile answers for an identifier now; a source's own number has kind source:<source>
    create table chaland.identifier (
      kind text collate "C" not null,
      value text collate "C" not null,
      profile_id uuid not null,
      verified boolean not null,
      primary key (kind, value)
    );

    create table chaland.possible_duplicate (
      customer_id uuid not null,
      other_id uuid not null,
      kind text not null,
      value text not null,
      created_at timestamptz not null,
      primary key (customer_id, other_id, kind, value)
    );
  `,
};
