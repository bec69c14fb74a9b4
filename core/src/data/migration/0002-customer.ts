import type { Migration } from '../migration.ts';

/** 'ana maria lopez' begun at 2 is 'maria lopez ana'; null where there are fewer words. */
function begunAt(word: number): string {
  const before = Array.from({ length: word - 1 }, (_, i) => `split_part(search_name, ' ', ${i + 1})`);
  const skipped = before.map((part) => `length(${part})`).join(' + ');
  const rest = `substr(search_name, ${skipped} + ${word})`;
  return `case when split_part(search_name, ' ', ${word}) <> '' then ${[rest, ...before].join(" || ' ' || ")} end`;
}

/** Holds the whole name and the id: a search reads only the index until it knows whom it shows. */
function nameIndex(word: number): string {
  const column = word === 1 ? 'search_name' : `search_name_${word}`;
  return `create index customer_${column} on chaland.customer (${column}, id) where ${column} is not null and merged_into is null;`;
}

export const customer: Migration = {
  name: '0002-customer',
  up: `
    create extension if not exists pg_trgm;
    create extension if not exists unaccent;

    -- customer-keyed
    create table chaland.customer (
      id uuid primary key,
      display_name text,
      -- the name as it is searched, by fold()
      search_name text collate "C",
      -- the same name begun at its second word and so on, so that each word's beginning is a range of an index
      ${[2, 3, 4, 5, 6].map((word) => `search_name_${word} text collate "C" generated always as (${begunAt(word)}) stored,`).join('\n      ')}
      attributes jsonb not null default '{}',
      merged_into uuid,
      version int not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    ${[1, 2, 3, 4, 5, 6].map(nameIndex).join('\n    ')}
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
      -- by attribute: the moment since when the source has said so
      attributes_since jsonb not null default '{}',
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    -- no foreign key: checking it locks and rewrites the profile for every row, a tenth of an ingest of new people
    create table chaland.profile_identifier (
      profile_id uuid not null,
      kind text collate "C" not null,
      value text collate "C" not null,
      raw text not null,
      verified boolean not null,
      since timestamptz not null,
      until timestamptz,
      primary key (profile_id, kind, value)
    );

    -- global uniqueness: which profile answers for an identifier now; a source's own number has kind source:<source>,
    -- and a profile without one is found by kind profile:<source> and its key
    create table chaland.identifier (
      kind text collate "C" not null,
      value text collate "C" not null,
      profile_id uuid not null,
      verified boolean not null,
      primary key (kind, value)
    );

    -- each pair once, the smaller id first
    create table chaland.possible_duplicate (
      customer_id uuid not null,
      other_id uuid not null,
      kind text collate "C" not null,
      value text collate "C" not null,
      created_at timestamptz not null,
      primary key (customer_id, other_id, kind, value)
    );
    create index possible_duplicate_other on chaland.possible_duplicate (other_id);
    create index possible_duplicate_value on chaland.possible_duplicate (kind, value);
  `,
};
