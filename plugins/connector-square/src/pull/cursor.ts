/** Where a pull stands: what changed since `since` is being read, customers first, then locations by tens. */
export interface Cursor {
  /** The history was fetched: what comes now is news. */
  live: boolean;
  /** ISO: everything that changed before is known; null: nothing is. */
  since: string | null;
  /** How far this reading is; null between two readings. */
  reading: {
    /** ISO: when it began. What changed later is for the next one. */
    until: string;
    /** -1: the customers; else which ten locations. */
    part: number;
    /** ISO: of that part, all customers who were made before are known, all orders that changed before; null: none. */
    after: string | null;
  } | null;
}

export const begin = (from: string | undefined): Cursor => ({
  live: false,
  since: from === undefined ? null : `${from}T00:00:00.000Z`,
  reading: null,
});

/** ISO in UTC. */
export const earlier = (time: string, seconds: number): string =>
  new Date(Date.parse(time) - seconds * 1_000).toISOString();
