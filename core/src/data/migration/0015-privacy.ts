import type { Migration } from '../migration.ts';

/** What people may ask for: to be forgotten, not to be written to, and answers in time. */
export const privacy: Migration = {
  name: '0015-privacy',
  up: `
    -- one row: how many erasures there were, so that a page of moments which was read before one is read again
    create table chaland.erasure_count (
      only_row boolean primary key default true check (only_row),
      erasures bigint not null
    );
    insert into chaland.erasure_count (erasures) values (0);

    -- who was erased: a number that tells of nobody, so that it is answered "gone" and never used again
    create table chaland.erasure (
      customer_id uuid primary key,
      -- the erasure that it was part of: those whose customers had been merged are gone together
      erasure_id uuid not null,
      reason text not null,
      -- { kind, id, name }
      made_by jsonb not null,
      erased_at timestamptz not null,
      -- rows that were deleted and anonymised, by table
      counts jsonb not null,
      -- until it is looked once more for what a slow worker wrote meanwhile
      profile_ids uuid[],
      swept_at timestamptz
    );
    create index erasure_unswept on chaland.erasure (erased_at) where swept_at is null;

    -- contact points that must not be written to, as HMACs by a key of the deployment's: to be recognised, not read
    create table chaland.opposition (
      fingerprint bytea primary key,
      kind text collate "C" not null,
      -- a consent that was given later counts again
      since timestamptz not null
    );

    create table chaland.privacy_request (
      id uuid primary key,
      kind text not null check (kind in
        ('access', 'portability', 'rectification', 'erasure', 'objection', 'restriction')),
      -- null where nobody knows yet who it is, and once they are erased
      customer_id uuid,
      -- who asks, in what words and by what way: personal
      requester jsonb,
      -- the days are the deployment's
      received_on date not null,
      due_on date not null,
      extended_at timestamptz,
      extension_reason text,
      state text not null check (state in ('received', 'in_progress', 'done', 'refused')),
      refusal_reason text,
      -- pending | verified | failed | not_needed, with how and by whom
      identity jsonb not null,
      -- [{ at, by, text }]
      notes jsonb not null,
      -- what shows that it was done: the export or erasure, with its time
      proof jsonb,
      created_by jsonb not null,
      created_at timestamptz not null,
      ended_at timestamptz,
      version int not null default 1
    );
    create index privacy_request_open on chaland.privacy_request (due_on, id) where ended_at is null;
    create index privacy_request_all on chaland.privacy_request (received_on desc, id desc);
    create index privacy_request_customer on chaland.privacy_request (customer_id) where customer_id is not null;

    create table chaland.retention_run (
      id uuid primary key,
      state text not null check (state in ('running', 'done', 'stopped')),
      -- the policies as they stood
      policies jsonb not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      -- how far it is: the last customer that was looked at
      cursor uuid,
      -- customers looked at, and by policy what went
      looked_at bigint not null default 0,
      counts jsonb not null default '{}'
    );
    create index retention_run_latest on chaland.retention_run (started_at desc);

    -- known of a type whose plugin is gone, too
    alter table chaland.moment_type
      -- whether it shows that the person is still there; an opened mail doesn't
      add column contact boolean not null default true,
      -- whether somebody bought something
      add column sale boolean not null default false,
      -- delete | anonymise
      add column erase text not null default 'delete';
  `,
};
