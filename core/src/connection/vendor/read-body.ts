import { VendorFault } from './vendor-fault.ts';

/**
 * An answer's body, piece by piece.
 * @param options.idle milliseconds that a piece may take
 */
export async function* readBody(
  host: string,
  response: Response,
  { idle, signal }: { idle: number; signal: AbortSignal },
): AsyncGenerator<Buffer> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { promise: late, resolve } = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => resolve('late'), idle);
      const next = await Promise.race([
        // What fetch says may quote the request.
        reader.read().catch(() => 'cut' as const),
        late,
      ]).finally(() => clearTimeout(timer));
      signal.throwIfAborted();
      if (next === 'late') throw new VendorFault(`${host} stopped in the middle of its answer`);
      if (next === 'cut') throw new VendorFault(`${host} cut its answer short`);
      if (next.done) return;
      yield Buffer.from(next.value);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
