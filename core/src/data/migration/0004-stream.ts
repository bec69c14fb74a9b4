import type { Migration } from '../migration.ts';

export const stream: Migration = {
  name: '0004-stream',
  up: `
    -- one row: the cluster that the transaction ids of the current epoch belong to
    create table chaland.epoch (
      only_row boolean primary key default true check (only_row),
      epoch int not null,
      system_identifier text not null
    );
    create table chaland.subscription (
      id text primary key,
      plugin text not null,
      state text not null default 'running' check (state in ('running', 'paused')),
      reason text,
      -- moments in a row that failed
      failures int not null default 0,
      -- moments up to here are replayed: they count as not live
      replay_epoch int,
      replay_tx xid8,
      replay_seq bigint
    );
    create table chaland.subscription_cursor (
      subscription text not null references chaland.subscription,
      lane smallint not null default 0,
      epoch int not null,
      tx xid8 not null,
      seq bigint not null,
      primary key (subscription, lane)
    );
    create table chaland.parked_moment (
      subscription text not null references chaland.subscription,
      profile_id uuid not null,
      occurred_at timestamptz not null,
      moment_id uuid not null,
      epoch int not null,
      tx xid8 not null,
      seq bigint not null,
      -- retrying: handed over again at next_attempt_at; waiting: behind one of its profile that is retrying;
      -- parked: until somebody replays it
      state text not null check (state in ('retrying', 'parked', 'waiting')),
      attempts int not null,
      error text not null,
      next_attempt_at timestamptz,
      since timestamptz not null,
      primary key (subscription, moment_id)
    );
    create index parked_moment_due on chaland.parked_moment (subscription, next_attempt_at) where state = 'retrying';
    create index parked_moment_profile on chaland.parked_moment (subscription, profile_id) where state <> 'parked';
  `,
};
