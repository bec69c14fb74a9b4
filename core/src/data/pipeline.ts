/**
 * Waits for every statement of a pipeline, then throws the first one's error if there is one. The rest must be
 * waited for too: after an error each of them fails, and a `commit` among them even resolves, as a rollback.
 */
export async function pipelined<T extends readonly unknown[]>(
  statements: {
    [K in keyof T]: Promise<T[K]>;
  },
): Promise<T> {
  const settled = await Promise.allSettled(statements);
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
  return settled.map((result) => (result as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
