/** What a page of a timeline begins after: microseconds since 1970, and a moment's id. */
export type TimelineKey = [at: number, id: string];

export const isTimelineKey = (key: unknown): key is TimelineKey =>
  Array.isArray(key) &&
  Number.isSafeInteger(key[0]) &&
  // The years 1 to 9999: what the database can add to 1970.
  Math.abs(key[0]) < 253_402_300_800_000_000 &&
  typeof key[1] === 'string' &&
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(key[1]);
