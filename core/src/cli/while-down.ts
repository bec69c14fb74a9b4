import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../http/problem.ts';
import type { Call } from './action.ts';

/** Wrong names and passwords don't mend by waiting: 28P01 and 28000 refuse the user, 3D000 knows no such database. */
const hopeless = new Set(['28P01', '28000', '3D000']);

const isDown = (error: unknown): error is Problem =>
  error instanceof Problem &&
  error.code === 'CHL_DATABASE_UNREACHABLE' &&
  !hopeless.has((error.cause as { code?: string } | undefined)?.code ?? '');

/** Seconds before the next try: 1, 2, 4 … 30, each a little random so that many processes don't come at once. */
const backOff = (tries: number): number => Math.min(30, 2 ** tries) * (0.75 + Math.random() / 2);

/**
 * Opens what needs the database, again and again while that is down; at most once with --no-wait.
 * @throws CHL_DATABASE_UNREACHABLE where waiting is of no use; the signal's reason where it aborts
 */
export async function whileDown<T>(
  { options, terminal }: Call,
  signal: AbortSignal | undefined,
  open: () => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await open();
    } catch (error) {
      if (options.wait === false || !isDown(error)) throw error;
      const seconds = backOff(tries);
      terminal.remark(
        `${error.type.title}: ${error.details.detail}. Trying again in ${Math.ceil(seconds)} s (--no-wait fails at once).`,
      );
      await pause(seconds * 1000, undefined, signal ? { signal } : {}).catch(() => {
        throw signal?.reason;
      });
    }
  }
}
