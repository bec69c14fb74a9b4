import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with the files of a test, gone with it. */
export interface DroppedFiles extends AsyncDisposable, Disposable {
  readonly path: string;
  /** Writes a file as it lies there since a time; long ago where absent. @returns its path */
  put(name: string, content: string | Buffer, since?: Date): string;
}

/** @param files by name, put there at the start */
export async function droppedFiles(
  files: Readonly<Record<string, string | Buffer>> = {},
): Promise<DroppedFiles> {
  const path = await mkdtemp(join(tmpdir(), 'chaland-drop-'));
  const put: DroppedFiles['put'] = (name, content, since = new Date('2026-01-02T03:04:05Z')) => {
    const file = join(path, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, since, since);
    return file;
  };
  for (const [name, content] of Object.entries(files)) put(name, content);
  const remove = () => rmSync(path, { recursive: true, force: true });
  return { path, put, [Symbol.dispose]: remove, [Symbol.asyncDispose]: async () => remove() };
}
