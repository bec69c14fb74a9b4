import type { TSchema } from 'typebox';
import type { JobRun } from '../job/job.ts';
import type { ConnectionIdentity, Connector, PulledDelivery } from './connector.ts';
import type { DeliveryState } from './delivery.ts';
import type { PullEnd } from './pull/run-pull.ts';

/** `ending`: it takes nothing any more, and is being removed. */
export const connectionStates = ['active', 'paused', 'ending'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** A connection as the hot paths need it, its secrets readable. */
export interface OpenConnection extends ConnectionIdentity {
  state: ConnectionState;
  connector: Connector;
  /** What to try in turn: the args in force, and while a secret is being rotated, those of before. */
  args: readonly [Record<string, unknown>, ...Record<string, unknown>[]];
}

/** The configured instances of connectors, as the rest of core asks for them. */
export interface Connections {
  /**
   * Found in memory, read anew every few seconds.
   * @returns undefined where there is none, and where there is one that can't run: its connector isn't installed, its
   *   args don't fit it any more, or its secrets can't be read
   */
  open(id: string): Promise<OpenConnection | undefined>;
  /** Whether there is such a connection, one that can't run included: who sends to it is asked to come again. */
  knows(id: string): Promise<boolean>;
  /** Says that something came in, at most every few seconds: shown as the last delivery. */
  heard(id: string, at: Date): void;
  /**
   * Fetches what the other side has, for a job's run or alone. What fails is kept with the connection.
   * @throws the reason of the run's signal once it aborts
   */
  pull(id: string, run?: Pick<JobRun, 'id' | 'signal' | 'save'>): Promise<PullEnd>;
  /** Fetches soon, once for all who ask meanwhile; nothing happens where the connection fetches nothing or is in trouble. */
  pullSoon(id: string): Promise<void>;
  /** As the inbox does. */
  forgetDeliveries: ConnectionDeliveries['forget'];
  readonly connectors: readonly (Connector & { args: TSchema; plugin: string })[];
}

/** What came of a connection, by what became of it. */
export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

/** What connections ask of the inbox. */
export interface ConnectionDeliveries {
  /** By connection; one that has none may be left out. */
  counts(connectionIds: readonly string[]): Promise<ReadonlyMap<string, DeliveryCounts>>;
  /**
   * Deletes deliveries of a connection that is being removed, with their bodies.
   * @param limit how many at most
   * @returns how many; fewer than the limit: there are none left
   */
  forget(connectionId: string, limit: number): Promise<number>;
}

/** What became of deliveries that were pulled. */
export interface PulledFates {
  done: number;
  ignored: number;
  quarantined: number;
}

/** Maps and writes what was pulled, in the current unit of work. Faulty ones are quarantined with their raw bytes. */
export type WritePulled = (
  connection: OpenConnection,
  deliveries: readonly PulledDelivery[],
  options: { live: boolean },
) => Promise<PulledFates>;
