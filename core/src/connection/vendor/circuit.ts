/** Failures in a row that open the circuit. */
const failuresToOpen = 5;

/** Milliseconds that it stays open before somebody may try; twice as long each time that fails. */
const openFor = 30_000;
const openForAtMost = 10 * 60_000;

/** Stops asking somebody who keeps failing. */
export interface Circuit {
  /** @returns undefined where asking is allowed; otherwise when it may be tried again, in milliseconds since 1970 */
  closedUntil(): number | undefined;
  succeeded(): void;
  failed(): void;
  /** Whoever tried was called off: it tells nothing. */
  released(): void;
}

/** Open after some failures in a row; then one request tries (half open), and its end decides. */
export function createCircuit(now: () => number): Circuit {
  let failures = 0;
  let until = 0;
  /** While one tries, the others wait so long for how it ends. */
  let trying = false;
  return {
    closedUntil() {
      if (failures < failuresToOpen) return undefined;
      if (trying || now() < until) return Math.max(until, now() + 1_000);
      trying = true;
      return undefined;
    },
    succeeded() {
      failures = 0;
      trying = false;
    },
    released() {
      trying = false;
    },
    failed() {
      failures++;
      trying = false;
      if (failures < failuresToOpen) return;
      until = now() + Math.min(openFor * 2 ** (failures - failuresToOpen), openForAtMost);
    },
  };
}
