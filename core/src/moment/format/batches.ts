import { type Line, LineCutter } from './lines.ts';

export interface BatchOptions {
  /** Bytes of a line at most. */
  lineLimit: number;
  /** Lines of a batch at most. */
  size?: number;
  /** Bytes of a batch after which it is full. */
  bytes?: number;
  /** Milliseconds that lines wait for more: a client that tells moments as they happen is answered at once. */
  linger?: number;
}

export interface LineBatch {
  lines: readonly Line[];
  /** The line in which the body broke off: nothing more can be read. */
  broken?: number;
}

const late = Symbol('late');

/** Lines of a body in batches, as they come. Holds one batch and one chunk. */
export async function* lineBatches(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { lineLimit, size = 1_000, bytes = 8 * 1024 * 1024, linger = 20 }: BatchOptions,
): AsyncGenerator<LineBatch> {
  const cutter = new LineCutter(lineLimit);
  let lines: Line[] = [];
  let held = 0;
  const take = () => {
    const batch = { lines };
    lines = [];
    held = 0;
    return batch;
  };

  let reading = reader.read();
  for (;;) {
    let read: Awaited<typeof reading> | typeof late;
    try {
      read = lines.length > 0 ? await orLate(reading, linger) : await reading;
    } catch {
      yield { ...take(), broken: cutter.next };
      return;
    }
    if (read === late) {
      yield take();
      continue;
    }
    const found = read.done ? cutter.end() : cutter.push(read.value);
    if (!read.done) reading = reader.read();
    // Awaited later than it may fail.
    reading.catch(() => {});
    for (const line of found) {
      lines.push(line);
      held += line.bytes.length;
      if (lines.length === size || held >= bytes) yield take();
    }
    if (read.done) {
      if (lines.length > 0) yield take();
      return;
    }
  }
}

async function orLate<T>(promise: Promise<T>, milliseconds: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, milliseconds, late);
  });
  try {
    return await Promise.race([promise, lateness]);
  } finally {
    clearTimeout(timer);
  }
}
