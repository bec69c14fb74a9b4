import { Problem } from '../../http/problem.ts';
import type { PulledBatch, PulledDelivery, PullRun } from '../connector.ts';
import { type Drop, type DroppedFile, versionOf } from './drop.ts';
import type { DropArgs } from './drop-args.ts';
import { openDrop } from './open-drop.ts';
import { readyFiles } from './ready-files.ts';
import { openSpool, type Spool } from './spool.ts';

/** A dropped file that lies on this machine to be read, as a stream or as often as need be. */
export interface ReadableFile {
  /** As it was dropped. */
  name: string;
  path: string;
  /** Of its size and time: another content is another version. */
  version: string;
  size: number;
}

/** Some deliveries of a file, and the place after them. */
export interface FilePart {
  deliveries: readonly PulledDelivery[];
  /** Given back to go on after them: what counts it is the connector's, bytes or rows. */
  place: number;
}

/** What was read: of files that still lie there, and how far the one is that was begun. */
interface Cursor {
  /** Version by name. */
  read?: Record<string, string>;
  open?: { name: string; version: string; place: number };
}

type Run<Args> = Pick<PullRun<Args>, 'args' | 'connection' | 'cursor' | 'log' | 'now' | 'signal'>;

export interface DropReading {
  /** The file from a place on, 0 at first; part by part, each for one transaction. @throws Problem for one that can't be read */
  read(file: ReadableFile, after: number): AsyncIterable<FilePart>;
  /** See {@link PulledBatch}. */
  live: boolean;
  /** Milliseconds that an SFTP server has for an answer. */
  timeout?: number;
}

/**
 * Reads what lies in a drop, each file once, the oldest first. A run that ends anywhere goes on behind the last part
 * that was written; a file is put away only after all of it was, and only if it is still the one that was read. One
 * that can't be read stays, the others go on, and the run fails at its end, naming it.
 */
export async function* pullDrop<Args extends DropArgs>(
  { args, connection, cursor, log, now, signal }: Run<Args>,
  { read: partsOf, live, timeout }: DropReading,
): AsyncGenerator<PulledBatch> {
  await using drop = await openDrop(args, { signal, timeout });
  const { read: before = {}, open } = (cursor ?? {}) as Cursor;
  const all = await drop.list();
  // What lies there no more needn't be remembered.
  const names = new Set(all.map(({ name }) => name));
  const read = new Map(Object.entries(before).filter(([name]) => names.has(name)));
  const files = begunFirst(readyFiles(all, args, now), open);
  const total = files.length;
  const spool = args.place === 'sftp' ? await openSpool(connection.id) : undefined;
  let fault: Problem | undefined;
  for (const [done, file] of files.entries()) {
    signal.throwIfAborted();
    const version = versionOf(file);
    const { name } = file;
    if (read.get(name) !== version) {
      const path = await pathHere(drop, file, spool, signal);
      // It is being written after all, or was taken away.
      if (path === undefined) continue;
      const after = open?.name === name && open.version === version ? open.place : 0;
      try {
        for await (const { deliveries, place } of partsOf({ name, path, version, size: file.size }, after)) {
          signal.throwIfAborted();
          const cursor = { read: Object.fromEntries(read), open: { name, version, place } } satisfies Cursor;
          yield { deliveries, cursor, progress: { done, total }, live };
        }
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        log.warn({ code: error.code, connection: connection.id }, 'a dropped file can not be read');
        fault ??= ofFile(error, name);
        continue;
      }
      read.set(name, version);
      const cursor = { read: Object.fromEntries(read) } satisfies Cursor;
      yield { deliveries: [], cursor, progress: { done: done + 1, total }, live };
      await spool?.empty();
    }
    // A batch is committed once the next one is asked for; one that a kill left behind is put away by the next run.
    await putAway(drop, file, args.afterwards);
  }
  if (fault) throw fault;
}

const ofFile = ({ code, type, details }: Problem, name: string): Problem =>
  new Problem(code, type, { ...details, detail: `${name}: ${details.detail ?? type.title}` });

/** Another one may be older by now; what was begun is gone on with. */
const begunFirst = (files: readonly DroppedFile[], open: Cursor['open']): DroppedFile[] => [
  ...files.filter(({ name }) => name === open?.name),
  ...files.filter(({ name }) => name !== open?.name),
];

async function pathHere(
  drop: Drop,
  file: DroppedFile,
  spool: Spool | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (spool) return spool.bring(drop, file, signal);
  return (await isStill(drop, file)) ? drop.pathOf(file.name) : undefined;
}

const isStill = async (drop: Drop, file: DroppedFile): Promise<boolean> => {
  const now = await drop.look(file.name);
  return now !== undefined && versionOf(now) === versionOf(file);
};

async function putAway(drop: Drop, file: DroppedFile, how: DropArgs['afterwards']): Promise<void> {
  // What has grown since is read again first.
  if (how === 'leave' || !(await isStill(drop, file))) return;
  if (how === 'delete') return drop.remove(file.name);
  const at = new Date(file.modified).toISOString().replace(/[-:]|\.\d+/g, '');
  await drop.move(file.name, `${at}-${file.name}`);
}
