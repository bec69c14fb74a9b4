import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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

/** Those that Lucide doesn't have, as it is installed. */
export function unknownIcons(names: readonly string[]): string[] {
  const file = createRequire(import.meta.url).resolve('@iconify-json/lucide/icons.json');
  const { icons, aliases = {} } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
  const known = { ...icons, ...aliases };
  return names.filter((name) => !(name.replace(/^i-lucide-/, '') in known));
}
