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
    -- all permissions, computed; a row so that keys can hold it
    insert into chaland.role (id, code, name, permissions)
    values (gen_random_uuid(), 'administrator', 'Administrator', '{}');
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
    create index audit_principal on chaland.audit (principal_id, at);

    -- what was answered to a POST with an Idempotency-Key, for a day
    create table chaland.idempotency (
      principal_id text not null,
      key text not null,
      -- SHA-256 of method, path and body: the same key with another request is a mistake
      digest text not null,
      created_at timestamptz not null,
      -- null until the request has committed, and where the answer was a secret
      status int,
      headers jsonb,
      body text,
      primary key (principal_id, key)
    );
    create index idempotency_created on chaland.idempotency (created_at);
  `,
};
