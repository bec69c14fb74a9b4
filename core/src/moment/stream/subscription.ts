import type { Clock } from '../../clock.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../data/database.ts';
import type { Log } from '../../log.ts';
import type { Subscriber } from './subscriber.ts';

/** A subscriber with what it takes to hand it moments. */
export interface Subscription {
  subscriber: Subscriber;
  plugin: string;
  /** Its plugin's. */
  context(): Context;
  db: Database;
  clock: Clock;
  log: Log;
}
