import type { Database } from '../../data/database.ts';
import { beginning } from './position.ts';
import { settledHorizon } from './settled-horizon.ts';
import type { Subscription } from './subscription.ts';

/**
 * Gives every subscriber its cursor when it is first seen: at the beginning, or at what is settled now.
 * Safe to repeat, and in several processes at once.
 */
export async function register(db: Database, subscriptions: readonly Subscription[]): Promise<void> {
  const known = await db.query<{ id: string; plugin: string }>('select id, plugin from chaland.subscription');
  const pluginOf = new Map(known.map(({ id, plugin }) => [id, plugin]));
  const unknown = subscriptions.filter(({ subscriber, plugin }) => pluginOf.get(subscriber.id) !== plugin);
  for (const subscription of unknown) await db.transaction(() => registerOne(db, subscription));
}

async function registerOne(db: Database, { subscriber: { id, from }, plugin }: Subscription): Promise<void> {
  const { epoch, tx, seq } = from === 'beginning' ? beginning : await settledHorizon(db);
  await db.query(
    `insert into chaland.subscription (id, plugin) values ($1, $2)
     on conflict (id) do update set plugin = excluded.plugin`,
    [id, plugin],
  );
  await db.query(
    `insert into chaland.subscription_cursor (subscription, epoch, tx, seq) values ($1, $2, $3::xid8, $4)
     on conflict do nothing`,
    [id, epoch, tx, seq],
  );
}
