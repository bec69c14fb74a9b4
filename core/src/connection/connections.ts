import type { TSchema } from 'typebox';
import type { ConnectionIdentity, Connector, PulledDelivery } from './connector.ts';

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
   * @returns undefined where there is none, or its connector isn't installed
   */
  open(id: string): Promise<OpenConnection | undefined>;
  /** Says that something came in, at most every few seconds: shown as the last delivery. */
  heard(id: string, at: Date): void;
  readonly connectors: readonly (Connector & { args: TSchema; plugin: string })[];
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
