// Packs every package as for the registry, and looks at what would arrive. Build first.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from './checks/pack.ts';
import { packageRules } from './checks/package-rules.ts';
import { report, type Violation } from './checks/report.ts';
import { packagesOf } from './checks/workspace.ts';

/** Every rule that a package to be published breaks. */
export function checkPackages(root: string): Violation[] {
  const into = mkdtempSync(join(tmpdir(), 'chaland-pack-'));
  try {
    return packagesOf(root)
      .filter(({ kind, manifest }) => kind !== 'template' && !manifest.private)
      .filter(({ folder }) => !folder.startsWith('templates/'))
      .flatMap(({ folder }) => {
        const packed = pack(join(root, folder), into);
        return packageRules.flatMap(({ name, faults, mend }) =>
          faults(packed).map((what) => ({ where: folder, rule: name, what, mend })),
        );
      });
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  report(checkPackages(join(import.meta.dirname, '..')), 'Packages: what is promised is inside.');
}
