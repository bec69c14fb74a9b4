/** Where a pull stands. */
export interface Cursor {
  /** The history was fetched: what comes now is news. */
  live: boolean;
  /** Accounts seen of the list that is being read; null between two readings. */
  accountsSeen: number | null;
  /** When the accounts were last read to their end, ISO. */
  accountsAt: string | null;
  /** Orders that were modified later than that, ISO without an offset, in UTC; null: all of them. */
  after: string | null;
  /** More than 1 where a whole page was modified in one second. */
  page: number;
}

export const begin = (from: string | undefined): Cursor => ({
  live: false,
  accountsSeen: 0,
  accountsAt: null,
  after: from === undefined ? null : `${from}T00:00:00`,
  page: 1,
});

/** ISO without an offset, in UTC, as WooCommerce writes and reads it. */
export function earlier(time: string, seconds: number): string {
  return new Date(Date.parse(`${time}Z`) - seconds * 1_000).toISOString().slice(0, 19);
}
