import type { Migration } from '../migration.ts';

export const connection: Migration = {
  name: '0018-connection',
  up: `
    -- configured instances of connectors: this shop, that till
    create table chaland.connection (
      id uuid primary key,
      connector text not null,
      name text not null,
      -- of its moments, profiles and consents; never changes
      source text collate "C" not null unique,
      -- what makes it this shop and no other, as its connector says
      identity text collate "C" not null,
      state text not null check (state in ('active', 'paused', 'ending')),
      args jsonb not null,
      -- encrypted, by pointers into the args
      secrets jsonb not null,
      -- the secrets of before a rotation, taken beside the new ones until then
      previous_secrets jsonb,
      previous_until timestamptz,
      -- minutes; null: as the connector says
      pull_every int check (pull_every > 0),
      -- what the next batch that is pulled begins after
      cursor jsonb,
      next_pull_at timestamptz,
      last_pull_at timestamptz,
      last_delivery_at timestamptz,
      -- the run that pulls now; once the lease has passed, its process is gone
      pull_run uuid,
      pull_lease_until timestamptz,
      -- how far the sync is that runs or ran last
      pull_started_at timestamptz,
      pull_done bigint,
      pull_total bigint,
      -- pulls that failed since one succeeded; not asked again until then once there were too many
      failures int not null default 0,
      error jsonb,
      open_until timestamptz,
      -- while it is being removed: keep | erase what its source told, and who removes it
      ending jsonb,
      version int not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (connector, identity)
    );
    create index connection_pull_due on chaland.connection (next_pull_at) where state = 'active';
  `,
};
