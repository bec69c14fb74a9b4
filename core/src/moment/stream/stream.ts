import type { Clock } from '../../clock.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { once } from '../../data/once.ts';
import { problem } from '../../http/problem.ts';
import type { Log } from '../../log.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import { type Announcer, createAnnouncer } from './announce.ts';
import { drain } from './drain.ts';
import { makeDue, parkedMoments } from './parked.ts';
import { createReader } from './reader.ts';
import { register } from './register.ts';
import { replay } from './replay.ts';
import { type Run, run } from './run.ts';
import { subscriptionStatus } from './status.ts';
import { type Stream, subscriber as subscribers } from './subscriber.ts';

export interface StreamParts {
  db: Database;
  clock: Clock;
  log: Log;
  extensions: Extensions;
  contextOf(plugin: string): Context;
  /** Milliseconds between two looks where nobody rings. */
  poll?: number;
}

/** The subscriptions of all enabled plugins. */
export function createStream({ db, clock, log, extensions, contextOf, poll }: StreamParts): Stream {
  const readers = extensions.all(subscribers).map(({ plugin, value: subscriber }) => {
    const context = () => contextOf(plugin);
    return createReader({ subscriber, plugin, context, db, clock, log });
  });
  const subscriptions = readers.map(({ subscription }) => subscription);
  let runs: Run[] = [];
  let announcer: Announcer | undefined;
  const ensureRegistered = once(db, () => register(db, subscriptions));
  const ring = () => {
    for (const { bell } of runs) bell.ring();
  };
  function wake(): void {
    ring();
    announcer?.announce();
  }
  function find(id: string) {
    const reader = readers.find(({ subscription }) => subscription.subscriber.id === id);
    if (!reader) throw unknown(id);
    return reader;
  }
  async function setState(id: string, state: 'running' | 'paused', reason: string | null): Promise<void> {
    await ensureRegistered();
    const rows = await db.query(
      `update chaland.subscription set state = $2, reason = $3, failures = 0 where id = $1 returning id`,
      [id, state, reason],
    );
    if (rows.length === 0) throw unknown(id);
    wakeAfterCommit();
  }
  const wakeAfterCommit = () => db.afterCommit(wake);

  return {
    register: ensureRegistered,
    async start() {
      await ensureRegistered();
      announcer ??= await createAnnouncer(db, ring);
      if (runs.length === 0) runs = readers.map((reader) => run(reader, { poll }));
    },
    async drain({ subscription, progress, signal } = {}) {
      await ensureRegistered();
      const chosen = subscription === undefined ? readers : [find(subscription)];
      let total = 0;
      const handled = (moments: number) => {
        total += moments;
        progress?.(total);
      };
      // A handler may record moments itself: until a whole round finds nothing.
      let found: boolean[];
      do found = await Promise.all(chosen.map((reader) => drain(reader, { handled, signal })));
      while (found.some(Boolean) && !signal?.aborted);
    },
    wake,
    async status() {
      await ensureRegistered();
      return subscriptionStatus(db, clock, subscriptions);
    },
    async parked(subscription, page = {}) {
      const found = await parkedMoments(db, subscription, page);
      if (found.length > 0) return found;
      // A dormant one has no reader, but may have parked moments.
      const known = await db.query('select 1 from chaland.subscription where id = $1', [subscription]);
      if (known.length === 0) throw unknown(subscription);
      return found;
    },
    async replayParked(subscription, moment) {
      const { orderedByProfile: ordered = false } = find(subscription).subscription.subscriber;
      const count = await makeDue(db, clock, { subscription, moment: moment ?? null, ordered });
      wakeAfterCommit();
      return count;
    },
    async replay(id) {
      const { subscription } = find(id);
      await ensureRegistered();
      await replay(subscription);
      wakeAfterCommit();
    },
    pause: (id, reason) => setState(id, 'paused', reason),
    resume: (id) => setState(id, 'running', null),
    async close() {
      const stopping = runs;
      runs = [];
      await Promise.all(stopping.map(({ stop }) => stop()));
      await announcer?.close();
      announcer = undefined;
    },
  };
}

const unknown = (id: string) => problem('CHL_NOT_FOUND', { detail: `there is no subscription "${id}"` });
