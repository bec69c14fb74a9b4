import type { Migration } from '../migration.ts';

export const moment: Migration = {
  name: '0003-moment',
  up: `
    -- global uniqueness, kept out of the large table
    create table chaland.moment_key (
      source text collate "C" not null,
      source_key text collate "C" not null,
      moment_id uuid not null,
      -- the first half of a SHA-256 over the content
      digest bytea not null,
      primary key (source, source_key)
    );
    create table chaland.moment (
      profile_id uuid not null,
      occurred_at timestamptz not null,
      id uuid not null,
      seq bigint generated always as identity (cache 100),
      tx xid8 not null default pg_current_xact_id(),
      lane smallint not null default 0,
      epoch int not null,
      type text not null,
      version smallint not null,
      source text not null,
      source_key text not null,
      store_id uuid,
      staff_id uuid,
      session text,
      live boolean not null,
      recorded_at timestamptz not null,
      data jsonb not null,
      primary key (profile_id, occurred_at, id)
    );
    create index moment_stream on chaland.moment (epoch, tx, seq);
    -- what was refused for having come before with other content
    create table chaland.moment_quarantine (
      id uuid primary key,
      source text not null,
      source_key text not null,
      digest bytea not null,
      reason text not null,
      input jsonb not null,
      received_at timestamptz not null,
      -- sent again, it is still one
      unique (source, source_key, digest)
    );
  `,
};
