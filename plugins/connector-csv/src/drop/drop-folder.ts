import { readdir, realpath, stat } from 'node:fs/promises';
import { join, matchesGlob, resolve, sep } from 'node:path';

/** Where folders for file drops may lie: `CHALAND_DROPS`. Undefined where the deployment names none: nothing is read then. */
export const dropRoot = (): string | undefined =>
  process.env.CHALAND_DROPS ? resolve(process.env.CHALAND_DROPS) : undefined;

/** A file that lies in a drop folder. */
export interface DroppedFile {
  name: string;
  path: string;
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
}

/**
 * The folder within the deployment's root, links followed, so that no connection reads what lies elsewhere.
 * @returns undefined where there is no such folder in it
 */
export async function folderOf(folder: string): Promise<string | undefined> {
  const root = dropRoot();
  if (!root) return undefined;
  try {
    const [base, found] = await Promise.all([realpath(root), realpath(resolve(root, folder))]);
    const isWithin = found === base || found.startsWith(`${base}${sep}`);
    return isWithin && (await stat(found)).isDirectory() ? found : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Files of a folder that nobody is writing any more, by name: unchanged for some seconds, and not called `.part`,
 * `.tmp` or with a dot in front.
 */
export async function filesIn(
  folder: string,
  { pattern, settle, now }: { pattern: string; settle: number; now: Date },
): Promise<DroppedFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: DroppedFile[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (!entry.isFile() || /^\.|\.(part|tmp)$/i.test(name) || !matchesGlob(name, pattern)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (!found || found.mtimeMs > now.getTime() - settle * 1_000) continue;
    files.push({ name, path, size: found.size, modified: Math.trunc(found.mtimeMs) });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
