import type { Migration } from '../migration.ts';

/** `user` is a reserved word, but not behind its schema: `chaland.user` needs no quotes. */
export const signIn: Migration = {
  name: '0008-sign-in',
  up: `
    create table chaland.user (
      id uuid primary key,
      -- in lower case: what is signed in with
      email text collate "C" not null unique,
      name text not null,
      language text check (language in ('fr', 'en')),
      disabled boolean not null default false,
      -- argon2id with its parameters and salt; null until an invitation is used, and where only a provider signs in
      password text,
      -- AES-256-GCM: the secret of the second factor, and one that waits for its first code
      totp jsonb,
      totp_pending jsonb,
      -- the last step whose code was taken: no code is taken twice
      totp_step bigint not null default 0,
      created_at timestamptz not null,
      signed_in_at timestamptz,
      version int not null default 1
    );
    create table chaland.user_grant (
      user_id uuid not null references chaland.user on delete cascade,
      role_id uuid not null references chaland.role,
      brand_id uuid references chaland.brand,
      store_id uuid references chaland.store,
      check (brand_id is null or store_id is null)
    );
    create index on chaland.user_grant (user_id);
    create index on chaland.user_grant (role_id);
    create table chaland.user_session (
      -- SHA-256 of the cookie
      hash bytea primary key,
      user_id uuid not null references chaland.user on delete cascade,
      created_at timestamptz not null,
      seen_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index on chaland.user_session (user_id);
    create index on chaland.user_session (expires_at);
    -- invitations and resets: a row is gone once it is used
    create table chaland.user_link (
      -- SHA-256 of the token
      hash bytea primary key,
      kind text not null check (kind in ('invitation', 'reset')),
      -- one open link for a user; null for the first administrator, who is made by using it
      user_id uuid unique nulls not distinct references chaland.user on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null
    );
    create table chaland.user_recovery_code (
      user_id uuid not null references chaland.user on delete cascade,
      -- SHA-256 of the code, which has 80 random bits
      hash bytea not null,
      primary key (user_id, hash)
    );
    -- who a provider of OpenID Connect says it is, and who that is here
    create table chaland.user_identity (
      issuer text collate "C" not null,
      subject text collate "C" not null,
      user_id uuid not null references chaland.user on delete cascade,
      -- id of the provider in the configuration
      provider text not null,
      created_at timestamptz not null,
      primary key (issuer, subject),
      unique (user_id, issuer)
    );
    -- who tried to sign in too often; kept for a day after the last try
    create table chaland.sign_in_attempt (
      -- SHA-256 of what is counted: an account at an address, an address, a second factor
      key bytea primary key,
      failures int not null,
      last_at timestamptz not null,
      blocked_until timestamptz not null
    );
    create index on chaland.sign_in_attempt (last_at);
  `,
};
