import type { Context } from '@chaland/core';
import { type Progress, paceMeter } from './pace.ts';
import type { ImportStore } from './store.ts';

/** Between two signs of life. Milliseconds. */
const interval = 1_000;

export interface Pulse {
  /** Aborts when somebody asks the import to stop, and when another run has it. */
  signal: AbortSignal;
  /** Tells how far it is now, without waiting for the next second. */
  beat(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Tells everybody every second that an import is alive and how far it is, and hears whether it is to stop. Whose
 * pulse is missing was interrupted.
 */
export function startPulse(
  id: string,
  runner: string | undefined,
  progress: () => Progress,
  store: ImportStore,
  { clock, log }: Pick<Context, 'clock' | 'log'>,
): Pulse {
  const stopping = new AbortController();
  const pace = paceMeter();
  let under: Promise<void> | undefined;

  async function once(): Promise<void> {
    const goOn = await store.alive(id, runner, pace(clock.now(), progress()));
    if (!goOn) stopping.abort();
  }
  const beat = (): Promise<void> => {
    under ??= once().finally(() => {
      under = undefined;
    });
    return under;
  };
  const timer = setInterval(() => {
    // Where the database is away, the import itself says so.
    beat().catch((error) => log.debug({ import: id, error: String(error) }, 'no sign of life'));
  }, interval);

  return {
    signal: stopping.signal,
    beat,
    async end() {
      clearInterval(timer);
      await under?.catch(() => {});
    },
  };
}
