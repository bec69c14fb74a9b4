import { problem } from '../../http/problem.ts';
import { moveCursor } from './claim-subscription.ts';
import { beginning } from './position.ts';
import type { Subscription } from './subscription.ts';

/**
 * Puts a subscription back to the beginning, and lets it forget, in one transaction. Everything that it had
 * read by then counts as not live from now on; what it hadn't, is as live as ever.
 */
export async function replay({ db, subscriber, context }: Subscription): Promise<void> {
  const { id, reset } = subscriber;
  if (!reset) throw problem('CHL_SUBSCRIPTION_NO_RESET', { detail: `subscription "${id}" has no reset` });
  await db.transaction(async () => {
    // Waits for the batch in flight, and keeps the next one out.
    await db.query(
      `select 1 from chaland.subscription_cursor where subscription = $1 and lane = 0 for update`,
      [id],
    );
    await db.query(
      `update chaland.subscription s
       set replay_epoch = c.epoch, replay_tx = c.tx, replay_seq = c.seq
       from chaland.subscription_cursor c
       where s.id = $1 and c.subscription = s.id and c.lane = 0
         and (s.replay_epoch is null or (c.epoch, c.tx, c.seq) > (s.replay_epoch, s.replay_tx, s.replay_seq))`,
      [id],
    );
    // Waits for the retry in flight. What was put aside comes again on the stream.
    await db.query('delete from chaland.parked_moment where subscription = $1', [id]);
    await reset.call(subscriber, context());
    await moveCursor(db, id, beginning);
  });
}
