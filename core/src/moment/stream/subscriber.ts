import type { Context } from '../../context.ts';
import { defineExtensionPoint } from '../../plugin/extension-point.ts';
import type { Text } from '../../text.ts';
import type { Moment } from '../moment.ts';

/** A plugin's reader of the stream, with a durable cursor. */
export interface Subscriber {
  /** `<plugin>.<name>`, e.g. `sales.project`. */
  id: string;
  title: Text;
  /** Only these moment types; all where absent. */
  types?: readonly string[];
  /** Where a new subscription starts. */
  from: 'beginning' | 'now';
  /** Moments at most for one call of `handle`; 1,000 where absent. */
  batch?: number;
  /** A profile's later moments wait behind one of its that failed. */
  orderedByProfile?: boolean;
  /** Calls of `handle` for a moment before it is parked; 5 where absent. */
  attempts?: number;
  /** Forgets what was handled, so that a replay from the beginning can build it again. */
  reset?(context: Context): Promise<void>;
  /**
   * Takes moments in stream order, in the transaction that also advances the cursor: what it writes to the
   * database happens exactly once. Effects outside the database are requested there, and done by a job.
   */
  handle(moments: readonly Moment[], context: Context): Promise<void>;
}

export const subscriber = defineExtensionPoint<Subscriber>('core.subscribers');

export interface SubscriptionStatus {
  id: string;
  plugin: string;
  title: Text;
  state: 'running' | 'paused' | 'dormant';
  /** Why it is paused. */
  reason: string | null;
  /** Seconds that the oldest unread moment has waited; 0 when all is read. */
  lagSeconds: number;
  /** Unread moments, counted up to a bound. */
  behind: number;
  retrying: number;
  parked: number;
}

/** A moment that its handler refused. */
export interface ParkedMoment {
  subscription: string;
  momentId: string;
  type: string;
  source: string;
  key: string;
  time: Date;
  attempts: number;
  error: string;
  state: 'retrying' | 'parked' | 'waiting';
  since: Date;
}

export interface Stream {
  /** Starts handing moments to subscribers, in competition with other processes. */
  start(): Promise<void>;
  /** Handles everything that is there now, retries included, then returns. For tests, imports and the CLI. */
  drain(options?: {
    subscription?: string;
    progress?: (handled: number) => void;
    /** Once aborted, the batch under way is finished and no other begun. */
    signal?: AbortSignal;
  }): Promise<void>;
  /** Says that moments were committed: wakes this process at once and the others soon. */
  wake(): void;
  status(): Promise<SubscriptionStatus[]>;
  parked(subscription: string, page?: { after?: string; limit?: number }): Promise<ParkedMoment[]>;
  /** Hands parked moments over again: one, or all of a subscription. Returns how many. */
  replayParked(subscription: string, momentId?: string): Promise<number>;
  /** Resets a subscription and hands it the whole stream again, as not live. */
  replay(subscription: string): Promise<void>;
  pause(subscription: string, reason: string): Promise<void>;
  resume(subscription: string): Promise<void>;
  close(): Promise<void>;
}
