import { Type } from 'typebox';
import { job } from '../../job/job.ts';
import { inboxChannel } from './inbox-channel.ts';
import { countReplayable, type ReplayFilter, replayable, replaySome, replayThese } from './replay.ts';

export const replayJob = 'core.replay-deliveries';

/** Deliveries queued in one statement. */
const atOnce = 1_000;

export const ReplayArgs = Type.Union([
  Type.Object(
    {
      ids: Type.Array(Type.String({ format: 'uuid' }), {
        minItems: 1,
        maxItems: atOnce,
        description: 'These deliveries.',
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      connection: Type.String({ format: 'uuid', description: 'All of this connection that fit the rest.' }),
      state: Type.Optional(Type.Enum([...replayable], { description: '`quarantined` where absent.' })),
      topic: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      code: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Of their problem.' })),
    },
    { additionalProperties: false },
  ),
]);

type Args = { ids: string[] } | (Omit<ReplayFilter, 'state'> & { state?: ReplayFilter['state'] });

interface Saved {
  after: string | null;
  done: number;
  total: number;
}

/** Maps many deliveries once more: after a mapping was mended, or a store was made. */
export const replayDeliveries = job<Args>({
  id: replayJob,
  title: { en: 'Process deliveries once more', fr: 'Traiter à nouveau des réceptions' },
  args: ReplayArgs,
  async handle(args, { db, clock }, { save, saved, signal }) {
    if ('ids' in args) {
      const done = await replayThese(db, clock, args.ids);
      await save({ done, total: done });
      await db.notify(inboxChannel);
      return;
    }
    const filter: ReplayFilter = { ...args, state: args.state ?? 'quarantined' };
    let { after, done, total } = (saved as Saved | undefined) ?? {
      after: null,
      done: 0,
      total: await countReplayable(db, filter),
    };
    for (;;) {
      signal.throwIfAborted();
      const queued = await db.transaction(async () => {
        const part = await replaySome(db, clock, filter, { after, most: atOnce });
        await save({
          done: done + part.queued,
          total,
          saved: { after: part.last ?? after, done: done + part.queued, total } satisfies Saved,
        });
        return part;
      });
      done += queued.queued;
      after = queued.last ?? after;
      if (queued.queued > 0) await db.notify(inboxChannel);
      if (queued.queued < atOnce) return;
    }
  },
});
