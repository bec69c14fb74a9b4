import type { Database } from '../../../data/database.ts';

/**
 * Notes, inside the transactions of a race, what is said, claimed, merged and undone. Each note takes its number
 * while its transaction holds the locks, so that for any two which exclude each other the numbers are in the order of
 * their commits; and a transaction that isn't committed leaves none.
 */
export async function observe(db: Database): Promise<void> {
  await db.query('create sequence race_order');
  await db.query(`create table race_event (
    n bigint primary key default nextval('race_order'),
    what text not null, profile uuid, whole boolean, state text, a uuid, b uuid, id uuid)`);
  await db.query(
    `create table race_handed (message uuid not null, profile uuid not null,
      begun bigint not null, at bigint not null)`,
  );
  await db.query(
    `create table race_told (profile uuid not null, neighbour uuid not null, state text not null, whole boolean not null,
      begun bigint not null, acked bigint not null)`,
  );
  const on = async (name: string, when: string, insert: string) => {
    await db.query(`create function ${name}() returns trigger language plpgsql as $$ begin
      insert into race_event ${insert}; return new; end $$`);
    await db.query(`create trigger ${name} ${when} execute function ${name}()`);
  };
  await on(
    'race_said',
    'after insert or update on chaland.consent_state for each row',
    `(what, profile, whole, state) values ('said', new.profile_id, new.contact_value is null, new.state)`,
  );
  await on(
    'race_claimed',
    `after update on chaland.message for each row when (new.state = 'claimed' and old.state <> 'claimed')`,
    `(what, profile, id) values ('claimed', new.profile_id, new.id)`,
  );
  await on(
    'race_merged',
    'after insert on chaland.merge for each row',
    `(what, a, b, id) values ('merged', new.survivor_id, new.loser_id, new.id)`,
  );
  await on(
    'race_undone',
    'after update on chaland.merge for each row when (new.undone_at is not null and old.undone_at is null)',
    `(what, a, b, id) values ('undone', new.survivor_id, new.loser_id, new.id)`,
  );
}
