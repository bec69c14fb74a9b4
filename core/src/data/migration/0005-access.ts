import type { Migration } from '../migration.ts';

export const access: Migration = {
  name: '0005-access',
  up: `
    create table chaland.role (
      id uuid primary key,
      code text collate "C" not null unique,
      name text not null,
      permissions text[] not null,
      version int not null default 1
    );
    create table chaland.api_key (
      id uuid primary key,
      name text not null,
      -- SHA-256 of the key; the key itself is shown once and kept nowhere
      hash bytea not null unique,
      -- its first characters, to tell keys apart
      hint text not null,
      created_at timestamptz not null,
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz
    );
    create table chaland.api_key_grant (
      key_id uuid not null references chaland.api_key,
      role_id uuid not null references chaland.role,
      brand_id uuid references chaland.brand,
      store_id uuid references chaland.store,
      check (brand_id is null or store_id is null)
    );
    create index on chaland.api_key_grant (key_id);
    create table chaland.audit (
      at timestamptz not null,
      id uuid not null,
      principal_kind text not null,
      principal_id text not null,
      principal_name text not null,
      -- read | create | update | delete | …
      action text not null,
      subject_kind text not null,
      subject_id text,
      changes jsonb,
      request_id text,
      address inet,
      primary key (at, id)
    );
    create index audit_subject on chaland.audit (subject_kind, subject_id, at);
  `,
};
