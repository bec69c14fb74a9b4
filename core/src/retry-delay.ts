const longest = 10 * 60_000;

/** Milliseconds until the next attempt: 1 s after the first, ten times longer each time, up to 10 minutes. */
export const retryDelay = (attempts: number): number => Math.min(1_000 * 10 ** (attempts - 1), longest);
