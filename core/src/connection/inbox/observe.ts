/** What becomes of deliveries, as it is counted. `unreadable`: the connector failed before it could be verified. */
export const observedOutcomes = [
  'received',
  'repeated',
  'refused',
  'unreadable',
  'done',
  'ignored',
  'quarantined',
] as const;

export interface Observation {
  connection: string;
  outcome: (typeof observedOutcomes)[number];
  /** 1 where absent. */
  count?: number;
  /** From receipt to the end, of each that came to one. */
  seconds?: readonly number[];
}

export type Observe = (observation: Observation) => void;
