import type { Context } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import { checkEpoch } from '../../data/epoch.ts';
import { createLog, type Log } from '../../log.ts';
import type { Moment } from '../../moment/moment.ts';
import { createStream } from '../../moment/stream/stream.ts';
import { type Stream, type Subscriber, subscriber as subscribers } from '../../moment/stream/subscriber.ts';
import type { Extensions } from '../../plugin/extension-point.ts';
import { type TestClock, testClock } from '../test-clock.ts';

export interface TestStream extends Stream, AsyncDisposable {
  clock: TestClock;
}

/** The stream alone, without a deployment around it: for what has to be seen from close by. */
export async function testStream(
  db: Database,
  given: readonly Subscriber[],
  {
    clock = testClock(),
    log = createLog('fatal'),
    plugin = 'test',
    poll,
  }: { clock?: TestClock; log?: Log; plugin?: string; poll?: number } = {},
): Promise<TestStream> {
  await checkEpoch(db);
  const all = (point: { id: string }) =>
    point.id === subscribers.id ? given.map((value) => ({ plugin, value })) : [];
  const stream = createStream({
    db,
    clock,
    log,
    extensions: { all } as unknown as Extensions,
    contextOf: (plugin) => ({ plugin, db, clock, log }) as unknown as Context,
    ...(poll ? { poll } : {}),
  });
  await stream.register();
  return { ...stream, clock, [Symbol.asyncDispose]: () => stream.close() };
}

/** A subscriber that notes the keys of what it is given, batch by batch. */
export function note(options: Partial<Subscriber> = {}) {
  const batches: string[][] = [];
  const seen: Moment[] = [];
  const subscriber: Subscriber = {
    id: 'test.note',
    title: { en: 'Test', fr: 'Essai' },
    from: 'beginning',
    async handle(moments) {
      batches.push(moments.map(({ key }) => key));
      seen.push(...moments);
    },
    ...options,
  };
  return { batches, seen, subscriber };
}
