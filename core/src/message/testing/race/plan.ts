/** Somebody in a race: one profile with one e-mail address. Two neighbours are merged and taken apart. */
export interface Racer {
  profileId: string;
  customerId: string;
  email: string;
}

/** What one process of a race does. */
export interface Plan {
  people: readonly Racer[];
  /** It speaks and merges for the pairs whose number leaves this remainder, and sends to everybody. */
  remainder: number;
  processes: number;
  /** That it requests. */
  messages: number;
  /** Claimed together at most. */
  batch: number;
}
