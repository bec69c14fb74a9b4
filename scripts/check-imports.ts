// Who may import whom: holds docs/architecture.md and the code together.
import { join } from 'node:path';
import { copiesOfSharedPackages } from './checks/copies.ts';
import { importRules } from './checks/import-rules.ts';
import { importUses } from './checks/import-use.ts';
import { report, type Violation } from './checks/report.ts';
import { requestsByHand } from './checks/requests-by-hand.ts';
import { packagesOf } from './checks/workspace.ts';

/** Every import of the checkout at `root` that breaks a rule. */
export function checkImports(root: string): Violation[] {
  const packages = packagesOf(root);
  const broken = importUses(root, packages).flatMap((use) =>
    importRules.flatMap(({ name, fault, mend }) => {
      const what = fault(use);
      return what ? [{ where: `${use.file}:${use.line}`, rule: name, what, mend }] : [];
    }),
  );
  return [...broken, ...packages.flatMap(copiesOfSharedPackages), ...requestsByHand(root, packages)];
}

if (import.meta.main) {
  report(checkImports(join(import.meta.dirname, '..')), 'Imports: every package keeps to its place.');
}
