import { matches, sharedByAdmin, sharedByCore } from './import-rules.ts';
import type { Violation } from './report.ts';
import type { Package } from './workspace.ts';

/**
 * A shared package in a plugin's own dependencies would be installed a second time: two ORMs, two Vues,
 * and values of the one that the other does not know.
 */
export function copiesOfSharedPackages({ kind, folder, manifest }: Package): Violation[] {
  if (kind !== 'plugin') return [];
  const installed = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  const forTests = Object.keys({ ...manifest.devDependencies, ...manifest.peerDependencies });
  const copies = [
    ...installed.filter((name) => matches([...sharedByCore, ...sharedByAdmin, '@chaland/*'], name)),
    ...forTests.filter((name) => matches(sharedByCore, name)),
  ];
  return copies.map((name) => ({
    where: `${folder}/package.json`,
    rule: 'no-copies-of-shared-packages',
    what: `${name} would be installed for this plugin alone`,
    mend: name.startsWith('@chaland/')
      ? 'Move it to peerDependencies (and devDependencies, for the workspace).'
      : 'Remove it: it comes through @chaland/core or @chaland/admin.',
  }));
}
