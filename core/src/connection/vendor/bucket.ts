/** Spaces requests out. */
export interface Bucket {
  /** Takes a place in the queue. @returns milliseconds to wait for it */
  take(): number;
  /** Milliseconds until anybody is served. */
  held(): number;
  /** Nobody is served before then; milliseconds since 1970. */
  holdUntil(time: number): void;
}

/**
 * A token bucket: as many requests at once as are allowed in the whole span, if none came before; then one as each
 * token comes back.
 * @param rate.per seconds; without a rate nobody waits
 */
export function createBucket(rate: { requests: number; per: number } | undefined, now: () => number): Bucket {
  const each = rate ? (rate.per * 1_000) / rate.requests : 0;
  const burst = rate ? each * (rate.requests - 1) : 0;
  /** When the bucket is full again: it is as empty as that lies ahead (the generic cell rate algorithm). */
  let full = 0;
  let held = 0;
  return {
    take() {
      const at = now();
      const start = Math.max(at, full - burst, held);
      full = Math.max(full, start) + each;
      return start - at;
    },
    held: () => Math.max(0, held - now()),
    holdUntil(time) {
      held = Math.max(held, time);
    },
  };
}
