import type { Migration } from '../migration.ts';

/** What leaves the house. A message is its profile's, as moments and consents are: a merge moves none of it. */
export const message: Migration = {
  name: '0014-message',
  up: `
    -- global uniqueness, kept out of the large table: a plugin's key requests one message, whenever it asks
    create table chaland.message_key (
      plugin text collate "C" not null,
      key text collate "C" not null,
      profile_id uuid not null,
      message_id uuid not null,
      primary key (plugin, key)
    );
    create table chaland.message (
      profile_id uuid not null,
      -- UUIDv7 by the time of the request
      id uuid not null,
      plugin text collate "C" not null,
      key text collate "C" not null,
      moment_id uuid,
      channel text collate "C" not null,
      purpose text collate "C" not null,
      -- null is the controller itself
      brand text collate "C",
      -- null where the customer had none that the channel reaches
      contact_kind text collate "C",
      contact_value text collate "C",
      -- the channel's own arguments
      content jsonb not null,
      state text not null check (state in
        ('requested', 'claimed', 'sent', 'failed', 'unknown', 'refused', 'expired', 'cancelled')),
      -- why it was refused, is kept back, failed or is unknown
      code text collate "C",
      -- in the words of the channel
      detail text,
      requested_at timestamptz not null,
      -- looked at again from then on, while it is requested
      due_at timestamptz not null,
      expires_at timestamptz not null,
      -- hand-overs that are known not to have happened
      attempts int not null default 0,
      -- one for each batch that is claimed together
      claim uuid,
      claimed_at timestamptz,
      -- while it is handed over, its process keeps this ahead of the clock; once it has passed, the process is gone
      lease_until timestamptz,
      -- the consent that let it through
      consent_id uuid,
      -- what the provider calls it
      provider_id text,
      ended_at timestamptz,
      primary key (profile_id, id)
    );
    create index message_by_id on chaland.message (id);
    create index message_by_state on chaland.message (state, id);
    create index message_due on chaland.message (channel, due_at, id) where state = 'requested';
    create index message_expiry on chaland.message (expires_at) where state = 'requested';
    -- how often somebody was written to
    create index message_pressure on chaland.message (profile_id, claimed_at) where claimed_at is not null;
  `,
};
