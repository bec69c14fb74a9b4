import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { readImports } from './read-imports.ts';
import { filesOf, type Package } from './workspace.ts';

/** One import, seen from the package that the importing file belongs to. */
export interface ImportUse {
  from: Package;
  /** The importing file, from the root: `plugins/loyalty/src/plugin.ts`. */
  file: string;
  line: number;
  specifier: string;
  typeOnly: boolean;
  /** A `*.test.ts`, or a file of a `testing` or `test` folder. */
  inTest: boolean;
  /** In the admin folder of a plugin. */
  inAdminFolder: boolean;
  /** The imported file from the root, for a relative import. */
  path?: string;
  /** For an import by package name. */
  name?: string;
  /** The entry of that package: `.`, `./contract`. */
  entry?: string;
  /** The package of this checkout that is imported, by name or by path. */
  to?: Package;
}

/** What every source file of the packages imports, Node.js's own modules aside. */
export function importUses(root: string, packages: Package[]): ImportUse[] {
  return packages.flatMap((from) =>
    filesOf(root, from.folder)
      .filter((file) => /\.([mc]?[tj]s|[tj]sx|vue)$/.test(file))
      .flatMap((file) =>
        readImports(file, readFileSync(join(root, file), 'utf8'))
          .filter(({ specifier }) => !isBuiltin(specifier) && !specifier.startsWith('#'))
          .map((statement) => ({
            from,
            file,
            ...statement,
            inTest: isTest(file),
            inAdminFolder: from.kind === 'plugin' && file.startsWith(`${from.folder}/admin/`),
            ...targetOf(file, statement.specifier, packages),
          })),
      ),
  );
}

/** Test files, and the folders that hold what only tests use. */
export function isTest(file: string): boolean {
  return /\.(test|test-d)\.\w+$/.test(file) || /\/(testing|test)\//.test(file);
}

function targetOf(file: string, specifier: string, packages: Package[]) {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(file), specifier);
    const to = packages.find(({ folder }) => path === folder || path.startsWith(`${folder}/`));
    return to ? { path, to } : { path };
  }
  const parts = specifier.split('/');
  const name = parts.splice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const entry = parts.length > 0 ? `./${parts.join('/')}` : '.';
  const to = packages.find(({ manifest }) => manifest.name === name);
  return to ? { name, entry, to } : { name, entry };
}
