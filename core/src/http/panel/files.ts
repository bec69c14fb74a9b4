import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the built panel, and how it was compressed ahead. */
export interface PanelFile {
  path: string;
  type: string;
  /** Which of `.br` and `.gz` are beside it. */
  encodings: ReadonlySet<string>;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * The files of a built panel, by their address below `/admin/`. Only what is listed is served, so that no address
 * leads anywhere else; a panel built anew is listed anew.
 */
export function panelFiles(folder: string) {
  let listed: { built: number; files: ReadonlyMap<string, PanelFile> } | undefined;

  return {
    /** @returns undefined where no panel is built */
    list(): ReadonlyMap<string, PanelFile> | undefined {
      const built = statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs;
      if (built === undefined) return undefined;
      if (listed?.built !== built) listed = { built, files: read(folder) };
      return listed.files;
    },
    content: ({ path }: PanelFile, encoding: string | undefined): Promise<Buffer> =>
      readFile(encoding ? `${path}.${encoding}` : path),
  };
}

function read(folder: string): ReadonlyMap<string, PanelFile> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => join(parentPath, name));
  const all = new Set(paths);
  return new Map(
    paths
      .filter((path) => !/\.(br|gz)$/.test(path))
      .map((path) => [
        path.slice(folder.length + 1).replaceAll('\\', '/'),
        {
          path,
          type: types[extname(path)] ?? 'application/octet-stream',
          encodings: new Set(['br', 'gz'].filter((encoding) => all.has(`${path}.${encoding}`))),
        },
      ]),
  );
}
