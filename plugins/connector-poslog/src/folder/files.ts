import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../problem.ts';

export interface DroppedFile {
  name: string;
  path: string;
  /** Size and time of the last change: another content is another file. */
  version: string;
  size: number;
}

/** Milliseconds that a file has to stand still: one that is still being copied is read at the next run. */
const settled = 10_000;

/**
 * The logs in a folder, the oldest first. Names that begin with a dot are a transfer's own, for what isn't there yet.
 * @throws POSLOG_FOLDER
 */
export async function droppedFiles(folder: string, now: Date): Promise<DroppedFile[]> {
  const names = (await entriesOf(folder))
    .filter((entry) => entry.isFile() && /^[^.].*\.xml(\.gz)?$/i.test(entry.name))
    .map(({ name }) => name);
  const files: (DroppedFile & { changed: number })[] = [];
  for (const name of names) {
    const path = join(folder, name);
    // It may have been taken away since the folder was read.
    const found = await stat(path).catch(() => undefined);
    if (!found || now.getTime() - found.mtimeMs < settled) continue;
    const { size, mtimeMs: changed } = found;
    files.push({ name, path, size, changed, version: `${size}-${Math.round(changed)}` });
  }
  return files.sort((a, b) => a.changed - b.changed || (a.name < b.name ? -1 : 1));
}

/** @throws POSLOG_FOLDER */
export async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    const what = { ENOENT: 'there is no such folder', ENOTDIR: 'it is a file', EACCES: 'it may not be read' };
    throw problem('POSLOG_FOLDER', {
      detail: `${folder}: ${what[code as keyof typeof what] ?? code}`,
      cause: error,
    });
  }
}
