/** Milliseconds for which a process that hands messages over promises to be there; it renews that twice as often. */
export const lease = 60_000;
