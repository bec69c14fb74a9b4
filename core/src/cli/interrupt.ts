import type { Terminal } from './terminal.ts';

/**
 * Runs long work so that Ctrl-C (or SIGTERM) asks it to stop at the next good place; a second one ends it at once.
 * @param then what will be finished first, for the person who waits
 */
export async function interruptible<T>(
  terminal: Terminal,
  then: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const asked = new AbortController();
  const hear = (signal: NodeJS.Signals) => {
    if (asked.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    terminal.remark(`\nStopping: ${then}. Press Ctrl-C again to end at once.`);
    asked.abort(new Interrupted());
  };
  process.on('SIGINT', hear).on('SIGTERM', hear);
  try {
    return await work(asked.signal);
  } finally {
    process.off('SIGINT', hear).off('SIGTERM', hear);
  }
}

/** Why the signal of `interruptible` aborted. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
