/** A body that is made while it is read; what makes it ends where the reader goes away. */
export function streamed(
  parts: AsyncIterable<Uint8Array | string, unknown, undefined>,
): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(Buffer.from(value as Uint8Array | string));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
