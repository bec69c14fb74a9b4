import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { lstat, mkdir, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { VendorFault } from '../vendor/vendor-fault.ts';
import { type Drop, type DroppedFile, versionOf } from './drop.ts';

/** Milliseconds after which nobody comes back for a file that was brought here. */
const forgotten = 24 * 3_600_000;

/**
 * Where a connection's remote file lies while it is read: fetched once, however often the reading gives way or is cut
 * short, and gone on with where its transfer was. One file at a time, in `TMPDIR`, readable by this user alone.
 */
export interface Spool {
  /**
   * @returns the path here; undefined where the file changed meanwhile: it is for the next run
   * @throws VendorFault where the transfer is cut short: what came of it stays
   */
  bring(drop: Drop, file: DroppedFile, signal: AbortSignal): Promise<string | undefined>;
  /** What was read needn't lie here. */
  empty(): Promise<void>;
}

export async function openSpool(connection: string): Promise<Spool> {
  const root = join(tmpdir(), `chaland-drops-${userInfo().uid}`);
  await ownFolder(root);
  await sweep(root);
  const folder = join(root, digest(connection));
  const empty = () => rm(folder, { recursive: true, force: true });
  return {
    empty,
    async bring(drop, file, signal) {
      const name = digest(`${versionOf(file)} ${file.name}`);
      const path = join(folder, name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const other of await readdir(folder)) if (other !== name) await rm(join(folder, other));
      const here = await sizeOf(path);
      if (here > file.size) await truncate(path);
      const from = here > file.size ? 0 : here;
      if (from < file.size || file.size === 0) {
        const to = createWriteStream(path, { flags: 'a', mode: 0o600 });
        await pipeline(drop.read(file.name, from), to, { signal });
      }
      const now = await drop.look(file.name);
      if (!now || versionOf(now) !== versionOf(file)) {
        await empty();
        return undefined;
      }
      const came = await sizeOf(path);
      if (came === file.size) return path;
      if (came > file.size) await empty();
      throw new VendorFault(`${came} of ${file.size} bytes of a file came from the SFTP server`);
    },
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

/** @throws where somebody else made it, who could read what lies in it */
async function ownFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(path);
  const isOwn = found.uid === userInfo().uid || userInfo().uid < 0;
  if (!found.isDirectory() || !isOwn || (found.mode & 0o077) !== 0) {
    throw new Error(`the folder ${path} is not this user's alone: remove it, or set TMPDIR`);
  }
}

/** What connections that are gone left behind. */
async function sweep(root: string): Promise<void> {
  const before = Date.now() - forgotten;
  for (const name of await readdir(root)) {
    const found = await stat(join(root, name)).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(join(root, name), { recursive: true, force: true });
  }
}
