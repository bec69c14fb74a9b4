import { AsyncLocalStorage } from 'node:async_hooks';

/** A request or an AbortController. A request makes its signal when it is asked for, and few queries ask. */
type Cancellable = { readonly signal: AbortSignal };

const current = new AsyncLocalStorage<Cancellable>();

/** Runs `work` so that PostgreSQL stops its running query when the client goes away. */
export function cancelWith<T>(client: Cancellable, work: () => Promise<T>): Promise<T> {
  return current.run(client, work);
}

export const currentSignal = (): AbortSignal | undefined => current.getStore()?.signal;
