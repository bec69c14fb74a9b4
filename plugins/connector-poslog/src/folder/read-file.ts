import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem, type PulledDelivery, type ReadableFile } from '@chaland/core';
import { contextOf, inContext } from '../split/context.ts';
import { encodingOf, pieceInUtf8, withAsciiMarkup } from '../split/encoding.ts';
import { digestOf, naturalKey } from '../split/key.ts';
import { type Piece, Splitter } from '../split/split.ts';

const chunkSize = 256 * 1024;

/** A transaction of a file, ready to be mapped, and how far the file is read then. */
export interface ReadTransaction {
  delivery: PulledDelivery;
  /** Bytes of the log, unpacked: after this transaction. */
  end: number;
  /** The log ended in the middle of it. */
  cutShort: boolean;
}

/**
 * The transactions of a file after a place in it, as a stream: a file of any size takes a few transactions' memory. A
 * file that is no log is one delivery, with its beginning: so it is seen, and told why.
 * @param after bytes of the log that were read before
 */
export async function* readTransactions(file: ReadableFile, after: number): AsyncGenerator<ReadTransaction> {
  const splitter = new Splitter();
  let context: Buffer | undefined;
  let found = false;
  const start = await beginning(file.path);
  const chunks = bytesOf(file.path, start);
  try {
    const first = await firstChunk(chunks);
    const encoding = encodingOf(first);
    const ready = (pieces: readonly Piece[]) => {
      found ||= pieces.length > 0;
      if (pieces.length > 0) context ??= pieceInUtf8(contextOf(splitter.head), encoding);
      return pieces
        .filter((piece) => piece.end > after)
        .map((piece) => ({
          delivery: deliveryOf(file, piece, inContext(pieceInUtf8(piece.bytes, encoding), context!)),
          end: piece.end,
          cutShort: piece.cutShort ?? false,
        }));
    };
    for await (const chunk of withAsciiMarkup(joined(first, chunks), encoding))
      yield* ready(splitter.push(chunk));
    yield* ready(splitter.end());
    if (!found) yield noLog(file, first);
  } catch (error) {
    if (isDamage(error)) yield* lastOf(splitter, file);
    else if (error instanceof Problem) yield noLog(file, start);
    else throw error;
  } finally {
    await chunks.return?.(undefined);
  }
}

/** The key is the till's own number, where it can be told; the place in the file stands behind the transaction. */
function deliveryOf(file: ReadableFile, { bytes, start, end }: Piece, body: Buffer): PulledDelivery {
  const place = `${file.name.replaceAll('--', '- -')}, bytes ${start} to ${end}`;
  return {
    key: naturalKey(body) ?? `${file.name}@${start}-${end}#${digestOf(bytes)}`,
    topic: 'transaction',
    body: Buffer.concat([body, Buffer.from(`<!-- ${place} -->`)]),
  };
}

/** What is kept of a file that is no log: enough to see what it is. */
const noLog = (file: ReadableFile, start: Buffer): ReadTransaction => ({
  delivery: { key: `${file.name}#${file.version}`, topic: 'file', body: start.subarray(0, 512) },
  end: 0,
  cutShort: false,
});

/** A packed file that was cut off gives what it holds up to there. */
function* lastOf(splitter: Splitter, file: ReadableFile): Generator<ReadTransaction> {
  for (const piece of splitter.end())
    yield { delivery: deliveryOf(file, piece, piece.bytes), end: piece.end, cutShort: true };
}

const isDamage = (error: unknown) => ((error as NodeJS.ErrnoException).code ?? '').startsWith('Z_');

async function beginning(path: string): Promise<Buffer> {
  await using handle = await open(path);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
  return buffer.subarray(0, bytesRead);
}

/** Unpacked where the file is gzip, whatever its name. */
function bytesOf(path: string, start: Buffer): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: chunkSize });
  const isPacked = start[0] === 0x1f && start[1] === 0x8b;
  const stream = isPacked ? pipeline(raw, createGunzip({ chunkSize }), () => {}) : raw;
  return (async function* () {
    yield* stream as AsyncIterable<Buffer>;
  })();
}

async function firstChunk(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const { value, done } = await chunks.next();
  return done ? Buffer.alloc(0) : value;
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
