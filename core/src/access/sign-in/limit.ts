import { problem } from '../../http/problem.ts';

/**
 * Runs at most `atOnce` works at a time. Others wait in line, and where the line is full they are refused.
 * @returns a function that runs its work; it throws CHL_UNAVAILABLE where the line is full
 */
export function limit({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  const line: (() => void)[] = [];
  let running = 0;

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (line.length >= waiting) {
        throw problem('CHL_UNAVAILABLE', { detail: 'too many people are signing in at this moment' });
      }
      // Whoever ends hands its place on, so that nobody slips in between.
      await new Promise<void>((resolve) => line.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else running--;
    }
  };
}
