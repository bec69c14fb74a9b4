import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { PulledBatch, PulledDelivery } from '@chaland/core';
import { compileMapping } from '../mapping/compile.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { digestOf } from '../read/bytes.ts';
import { openFile } from '../read/file.ts';
import { groupRows } from '../sort/group-rows.ts';
import { type DroppedFile, filesIn } from './drop-folder.ts';
import type { RowsDelivery } from './rows-delivery.ts';

export interface FolderOptions {
  folder: string;
  pattern: string;
  /** Seconds. */
  settle: number;
  after: 'leave' | 'move';
  mapping: Mapping;
}

/** A file that was read to its end, as it was then. */
interface Read {
  size: number;
  modified: number;
  /** SHA-256, in hex. */
  digest: string;
}

/** What was read: of files that still lie there, and how far the one is that was begun. */
export interface FolderCursor {
  read: Record<string, Read>;
  begun?: { name: string; digest: string; groups: number };
}

/** Groups of rows in a batch. */
const most = 200;

/** Where files go that were read, in the folder itself. */
const done = 'done';

/**
 * Reads the files of a folder, each once by its name, size and content. A batch is a number of groups of rows; where a
 * run ends in the middle of a file, the next one goes on behind the last batch.
 */
export async function* pullFolder(
  { folder, pattern, settle, after, mapping }: FolderOptions,
  { cursor, now, signal }: { cursor: unknown; now: Date; signal: AbortSignal },
): AsyncGenerator<PulledBatch> {
  const files = await filesIn(folder, { pattern, settle, now });
  const { read: before = {}, begun } = (cursor ?? {}) as Partial<FolderCursor>;
  // What lies there no more needn't be known any more.
  let read = Object.fromEntries(files.flatMap(({ name }) => (before[name] ? [[name, before[name]]] : [])));
  for (const file of files) {
    signal.throwIfAborted();
    const known = read[file.name];
    if (known?.size !== file.size || known.modified !== file.modified) {
      const digest = (await digestOf(file.path, signal)).toString('hex');
      const end = { size: file.size, modified: file.modified, digest };
      if (known?.digest !== digest) {
        const from = begun?.name === file.name && begun.digest === digest ? begun.groups : 0;
        for await (const { deliveries, groups } of batchesFrom(file, mapping, digest, from)) {
          signal.throwIfAborted();
          yield {
            deliveries,
            cursor: { read, begun: { name: file.name, digest, groups } } satisfies FolderCursor,
            progress: { done: groups },
            live: false,
          };
        }
      }
      read = { ...read, [file.name]: end };
      yield { deliveries: [], cursor: { read } satisfies FolderCursor, live: false };
    }
    // Only once that it was read is kept: one that was left behind by a kill is moved by the next run.
    if (after === 'move') await moveAway(folder, file);
  }
}

async function moveAway(folder: string, { name, path, modified }: DroppedFile): Promise<void> {
  await mkdir(join(folder, done), { recursive: true });
  await rename(path, join(folder, done, `${modified}-${name}`));
}

/** @param from groups that were written before */
async function* batchesFrom(
  { name, path }: DroppedFile,
  mapping: Mapping,
  digest: string,
  from: number,
): AsyncGenerator<{ deliveries: PulledDelivery[]; groups: number }> {
  const open = await openFile(path, mapping.file);
  try {
    const { columns } = open;
    const { group } = compileMapping(mapping, columns);
    let groups = 0;
    let deliveries: PulledDelivery[] = [];
    for await (const rows of groupRows(open.rows, group)) {
      if (groups++ < from) continue;
      const body: RowsDelivery = { columns, ...rows };
      deliveries.push({ key: `${digest.slice(0, 32)}/${rows.rows[0]!.line}`, topic: name, body });
      if (deliveries.length < most) continue;
      yield { deliveries, groups };
      deliveries = [];
    }
    if (deliveries.length > 0) yield { deliveries, groups };
  } finally {
    await open.close();
  }
}
