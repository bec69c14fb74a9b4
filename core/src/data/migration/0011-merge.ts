import type { Migration } from '../migration.ts';

/**
 * Merging re-writes nothing but pointers: standing merges are a forest of customers, each loser below its survivor,
 * and a profile belongs to the root of its home. Undoing one drops its edge, in any order.
 */
export const merge: Migration = {
  name: '0011-merge',
  up: `
    -- the customer that the profile belongs to where no merge stands: its own, or the home of the one it joined by
    alter table chaland.profile add column home_id uuid;
    update chaland.profile set home_id = customer_id;
    alter table chaland.profile alter column home_id set not null;
    -- the profile through which it joined its home, and the kind of identifier by which; null where it founded it
    alter table chaland.profile add column joined_via uuid;
    alter table chaland.profile add column joined_by text;

    -- who was merged into somebody, when they are erased or shown
    create index customer_merged on chaland.customer (merged_into) where merged_into is not null;

    -- only moments from then on are the customer's, earlier ones are those of who it was before; null for all
    alter table chaland.profile add column since timestamptz;
    alter table chaland.customer_profile add column since timestamptz;

    -- profiles that were seen to assert it, at least: beyond a limit it isn't counted, nor used to find anybody
    alter table chaland.identifier add column shared_by int not null default 1;
    alter table chaland.identifier add column quarantined_at timestamptz;
    -- how many may share it, where somebody released it
    alter table chaland.identifier add column allowed int;
    -- since when those who had joined by it are customers of their own again
    alter table chaland.identifier add column separated_at timestamptz;
    create index identifier_quarantined on chaland.identifier (quarantined_at, kind, value)
      where quarantined_at is not null;
    create index identifier_to_separate on chaland.identifier (kind, value)
      where quarantined_at is not null and separated_at is null;

    -- ids are homes; customer.merged_into holds the root
    create table chaland.merge (
      id uuid primary key,
      loser_id uuid not null,
      survivor_id uuid not null,
      kind text not null check (kind in ('merge', 'link')),
      -- by what: 'person' for somebody's decision, else the rule's name
      rule text not null,
      reason jsonb,
      evidence jsonb,
      -- attribute to the profile whose value somebody chose
      choices jsonb,
      window_start timestamptz,
      -- { kind, id, name }
      made_by jsonb not null,
      made_at timestamptz not null,
      undone_by jsonb,
      undone_reason text,
      undone_at timestamptz,
      -- the person was erased: nothing is left to undo
      erased_at timestamptz
    );
    create unique index merge_standing on chaland.merge (loser_id) where undone_at is null;
    create index merge_of_loser on chaland.merge (loser_id, id);
    create index merge_of_survivor on chaland.merge (survivor_id, id);

    -- each pair once, the smaller id first; ids are homes
    create table chaland.not_same (
      customer_id uuid not null,
      other_id uuid not null,
      reason text,
      made_by jsonb not null,
      made_at timestamptz not null,
      primary key (customer_id, other_id)
    );
    create index not_same_other on chaland.not_same (other_id);
  `,
};
