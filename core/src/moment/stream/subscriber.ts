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
  /**
   * A profile's later moments wait behind one of its that is retried, and follow in order once it is handled.
   * They wait no longer once it is parked: a moment that nobody can handle must not end a profile's history.
   */
  orderedByProfile?: boolean;
  /**
   * Calls of `handle` for one moment before it is parked; 5 where absent, over 12 minutes. (A call for a whole
   * batch that fails is not counted: it doesn't tell which moment is at fault.)
   */
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
  /** Unread moments among the next 10,000 of the stream. */
  behind: number;
  /** Who keeps the stream from going on, where that is why: a transaction that writes and doesn't commit. */
  heldBy: string | null;
  retrying: number;
  /** Behind one of their profile that is retried. */
  waiting: number;
  parked: number;
  /** Whether it can forget, and be handed the whole stream again. */
  replayable: boolean;
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
  nextAttempt: Date | null;
  since: Date;
}

export interface Stream {
  /** Gives new subscribers their cursor, at the beginning or at now. Safe to repeat. */
  register(): Promise<void>;
  /** Starts handing moments to subscribers, in competition with other processes. */
  start(): Promise<void>;
  /**
   * Handles everything that is there now, retries whose time has come included, then returns. For tests, imports
   * and the CLI. @throws CHL_STREAM_HELD where a transaction that doesn't commit keeps moments from being read
   */
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
  /**
   * Resets a subscription and hands it the whole stream again, as not live.
   * @throws CHL_SUBSCRIPTION_NO_RESET where it can't forget: everything would count twice
   */
  replay(subscription: string): Promise<void>;
  pause(subscription: string, reason: string): Promise<void>;
  resume(subscription: string): Promise<void>;
  close(): Promise<void>;
}
