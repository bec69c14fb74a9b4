import {
  type FilePart,
  type PulledBatch,
  type PulledDelivery,
  type PullRun,
  pullDrop,
  type ReadableFile,
} from '@chaland/core';
import type { PoslogArgs } from '../args.ts';
import { readTransactions } from './read-file.ts';

/** Transactions and bytes at most in one part: it is held in memory and written in one transaction. */
const most = { transactions: 500, bytes: 8 * 1024 * 1024 };

/** Reads the logs that lie in the drop and weren't read before; what is the same counts once. */
export async function* pull(run: PullRun<PoslogArgs>): AsyncGenerator<PulledBatch> {
  // Its logs come over HTTP.
  if (run.args.folder === undefined) return;
  const warn = (text: string) => run.log.warn(text);
  yield* pullDrop(run, { read: (file, after) => partsOf(file, after, warn), live: true });
}

/** A place is a number of bytes of the log, unpacked. */
async function* partsOf(
  file: ReadableFile,
  after: number,
  warn: (text: string) => void,
): AsyncGenerator<FilePart> {
  let deliveries: PulledDelivery[] = [];
  let bytes = 0;
  let place = after;
  for await (const { delivery, end, cutShort } of readTransactions(file, after)) {
    if (cutShort)
      warn(
        `${file.name} ends in the middle of a transaction: it was cut off on its way. What was whole is kept.`,
      );
    deliveries.push(delivery);
    bytes += (delivery.body as Buffer).length;
    place = Math.max(place, end);
    if (deliveries.length < most.transactions && bytes < most.bytes) continue;
    yield { deliveries, place };
    deliveries = [];
    bytes = 0;
  }
  if (deliveries.length > 0) yield { deliveries, place };
}
