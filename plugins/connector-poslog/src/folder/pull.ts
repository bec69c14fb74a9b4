import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PulledBatch, PulledDelivery, PullRun } from '@chaland/core';
import type { PoslogArgs } from '../args.ts';
import { type DroppedFile, droppedFiles } from './files.ts';
import { readTransactions } from './read-file.ts';

/** Which files were read, by name with their version, and how far the last one is. */
interface Cursor {
  read: Record<string, string>;
  open?: { name: string; version: string; end: number };
}

/** Transactions and bytes at most in one batch: it is held in memory and written in one transaction. */
const most = { transactions: 500, bytes: 8 * 1024 * 1024 };

/**
 * Reads the files that lie in the folder and weren't read before, batch by batch; a run that was stopped goes on in the
 * middle of a file. A file that is there again with other content is read again: what is the same counts once.
 */
export async function* pull(run: PullRun<PoslogArgs>): AsyncGenerator<PulledBatch> {
  const { args, now, log, signal } = run;
  if (args.folder === undefined) return;
  const cursor = (run.cursor as Cursor | undefined) ?? { read: {} };
  const files = await droppedFiles(args.folder, now);
  const total = files.length;
  // Files that are gone needn't be remembered.
  const read = Object.fromEntries(
    files.flatMap(({ name }) => (cursor.read[name] === undefined ? [] : [[name, cursor.read[name]]])),
  );
  for (const [done, file] of files.entries()) {
    signal.throwIfAborted();
    if (read[file.name] !== file.version) {
      const open =
        cursor.open?.name === file.name && cursor.open.version === file.version ? cursor.open : undefined;
      yield* batchesOf(file, open?.end ?? 0, {
        read,
        progress: { done, total },
        warn: (text) => log.warn(text),
      });
      read[file.name] = file.version;
      yield { deliveries: [], cursor: { read: { ...read } }, progress: { done: done + 1, total } };
    }
    // The batch before is committed once the next one is asked for: only now the file may go.
    await putAway(file, args);
  }
}

interface BatchOptions {
  read: Readonly<Record<string, string>>;
  progress: { done: number; total: number };
  warn(text: string): void;
}

async function* batchesOf(
  file: DroppedFile,
  after: number,
  options: BatchOptions,
): AsyncGenerator<PulledBatch> {
  const { read, progress, warn } = options;
  let deliveries: PulledDelivery[] = [];
  let bytes = 0;
  let place = after;
  const batch = (): PulledBatch => ({
    deliveries,
    cursor: { read, open: { name: file.name, version: file.version, end: place } } satisfies Cursor,
    progress,
  });
  for await (const { delivery, end, cutShort } of readTransactions(file, after)) {
    if (cutShort)
      warn(
        `${file.name} ends in the middle of a transaction: it was cut off on its way. What was whole is kept.`,
      );
    deliveries.push(delivery);
    bytes += (delivery.body as Buffer).length;
    place = Math.max(place, end);
    if (deliveries.length < most.transactions && bytes < most.bytes) continue;
    yield batch();
    deliveries = [];
    bytes = 0;
  }
  if (deliveries.length > 0) yield batch();
}

async function putAway({ name, path }: DroppedFile, { folder, afterwards }: PoslogArgs): Promise<void> {
  if (afterwards === 'delete') await rm(path, { force: true });
  if (afterwards === 'move') {
    const done = join(folder!, 'done');
    await mkdir(done, { recursive: true });
    await rename(path, join(done, name)).catch(ifGone);
  }
}

function ifGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
