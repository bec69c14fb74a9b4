import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTest } from './import-use.ts';
import type { Violation } from './report.ts';
import { filesOf, type Package } from './workspace.ts';

/** Where the panel itself talks to the server. */
const client = 'admin/src/api/';

/**
 * Calls of `fetch` in the panel and in the panel parts of plugins: they would know nothing of a session that has
 * ended, of problem details, or of a server that is away.
 */
export function requestsByHand(root: string, packages: readonly Package[]): Violation[] {
  const folders = packages.flatMap(({ kind, folder }) => {
    if (kind === 'admin') return [`${folder}/src`];
    return kind === 'plugin' ? [`${folder}/admin`] : [];
  });
  return folders
    .flatMap((folder) => filesIfThere(root, folder))
    .filter((file) => /\.(ts|js|vue)$/.test(file) && !isTest(file) && !file.startsWith(client))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          /(?<![\w.])(?:(?:window|globalThis|self)\.)?fetch\(|new XMLHttpRequest/.test(line)
            ? {
                where: `${file}:${index + 1}`,
                rule: 'pages-ask-by-the-client',
                what: 'a request is made by hand',
                mend: 'Use useApi() of the kit: it knows sessions, problems and the server that is away.',
              }
            : [],
        ),
    );
}

function filesIfThere(root: string, folder: string): string[] {
  try {
    return filesOf(root, folder);
  } catch {
    return [];
  }
}
