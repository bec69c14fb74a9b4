import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every icon that is named below these folders. All of them go into the panel, since one that is missing there
 * would be fetched from a public server when it is first drawn.
 */
export function iconsIn(folders: readonly string[]): string[] {
  const names = folders.flatMap((folder) =>
    globSync('**/*.{vue,ts,js,mjs}', { cwd: folder, exclude: (path) => path.includes('node_modules') })
      .filter((file) => !/\.test\.\w+$/.test(file))
      .flatMap(
        (file) =>
          readFileSync(join(folder, file), 'utf8').match(/\bi-lucide-[a-z0-9]+(?:-[a-z0-9]+)*/g) ?? [],
      ),
  );
  return [...new Set(names)].sort();
}
