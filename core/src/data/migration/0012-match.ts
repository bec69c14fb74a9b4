import type { Migration } from '../migration.ts';

/** Who may be the same person though no identifier says so. Written by matching's own jobs, never by ingest. */
export const match: Migration = {
  name: '0012-match',
  up: `
    -- what scoring knows of the base; 0 in a pair is the model before any training
    create table chaland.match_model (
      id int generated always as identity primary key,
      trained_at timestamptz not null,
      profiles int not null,
      model jsonb not null
    );

    -- what profiles are found by: numbers of their blocking keys, and the name for typing mistakes
    create table chaland.match_record (
      profile_id uuid primary key,
      keys bigint[] not null,
      name text collate "C" not null,
      -- of the profile, when it was read
      updated_at timestamptz not null
    );
    create index match_record_keys on chaland.match_record using gin (keys);
    create index match_record_name on chaland.match_record using gin (name gin_trgm_ops) where name <> '';

    -- keys that so many share that they find nobody, as the last run over the whole base found them
    create table chaland.match_common_key (
      key bigint primary key
    );

    -- the smaller id first; only profiles of different customers
    create table chaland.match_pair (
      profile_a uuid not null,
      profile_b uuid not null,
      probability real not null,
      -- bits: log2 of the odds
      weight real not null,
      -- [{ attribute, level, bits, tf? }], which sum to the weight
      evidence jsonb not null,
      model int not null,
      found_at timestamptz not null,
      primary key (profile_a, profile_b),
      check (profile_a < profile_b)
    );
    create index match_pair_b on chaland.match_pair (profile_b);
    -- the queue of duplicates shows the likeliest first
    create index match_pair_likeliest on chaland.match_pair ((-probability), profile_a, profile_b);

    -- runs over the whole base, and how far they are
    create table chaland.match_run (
      id uuid primary key,
      state text not null check (state in ('running', 'done')),
      stage text not null,
      -- 0 to 1, of all stages
      progress real not null,
      model int,
      profiles int,
      candidates bigint,
      pairs int,
      -- [{ stage, seconds }], and what was left out
      stages jsonb not null default '[]',
      oversized jsonb not null default '{}',
      started_at timestamptz not null,
      finished_at timestamptz
    );
    create index match_run_latest on chaland.match_run (started_at desc);
  `,
};
