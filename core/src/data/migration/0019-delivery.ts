import type { Migration } from '../migration.ts';

/** What the other side of a connection sent, as it came: kept before the answer, mapped after it. */
export const delivery: Migration = {
  name: '0019-delivery',
  up: `
    create table chaland.delivery (
      -- UUIDv7 by the time of receipt
      id uuid primary key,
      -- no reference: a connection is removed at once, what it brought in its own time
      connection_id uuid not null,
      -- the first half of SHA-256 of the other side's id: kept once for good, also when nothing else is left of it
      key_hash bytea not null,
      -- that id, cut to what people read; null once a person whom it told of was erased
      key text collate "C",
      topic text collate "C" not null,
      headers jsonb not null,
      -- null once it is no longer kept
      body bytea,
      size int not null,
      -- false for history: nobody is thanked today for last year's receipt
      live boolean not null,
      received_at timestamptz not null,
      state text not null check (state in ('queued', 'done', 'ignored', 'quarantined', 'discarded')),
      -- since when
      changed_at timestamptz not null,
      -- how often it was mapped
      tries int not null default 0,
      -- of one that is quarantined: the problem, and its code for filters
      code text collate "C",
      problem jsonb,
      -- why it is ignored
      reason text,
      unique (connection_id, key_hash)
    );
    create index delivery_by_state on chaland.delivery (connection_id, state, id);
    create index delivery_open on chaland.delivery (state, id) where state in ('queued', 'quarantined');
    -- what retention looks through
    create index delivery_with_body on chaland.delivery (id) where body is not null;

    -- whom a delivery speaks of, while its body is kept: so that erasing them finds it
    create table chaland.delivery_profile (
      profile_id uuid not null,
      delivery_id uuid not null,
      primary key (profile_id, delivery_id)
    );
    create index delivery_profile_by_delivery on chaland.delivery_profile (delivery_id);
  `,
};
