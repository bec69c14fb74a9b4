import { AsyncLocalStorage } from 'node:async_hooks';

const signals = new AsyncLocalStorage<AbortSignal>();

/** Runs `work` so that PostgreSQL stops its running query when `signal` aborts: the client went away. */
export function cancelWith<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return signals.run(signal, work);
}

export const currentSignal = (): AbortSignal | undefined => signals.getStore();
