// What every plugin has to have, so that a reader finds in the second what they learned in the first.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Declaration, pluginRules } from './checks/plugin-rules.ts';
import { report, type Violation } from './checks/report.ts';
import { packagesOf } from './checks/workspace.ts';

/** Every rule that a plugin under `root`/plugins breaks. */
export async function checkPlugins(root: string): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const plugin of packagesOf(root).filter(({ folder }) => folder.startsWith('plugins/'))) {
    const path = join(root, plugin.folder);
    const declaration = await load(join(path, 'src', 'plugin.ts'));
    for (const { name, faults, mend } of pluginRules) {
      for (const what of faults({ ...plugin, path, declaration })) {
        violations.push({ where: plugin.folder, rule: name, what, mend });
      }
    }
  }
  return violations;
}

async function load(file: string): Promise<Declaration | string> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: Declaration };
    return module.default ?? 'src/plugin.ts has no default export';
  } catch (error) {
    return `src/plugin.ts could not be loaded: ${error instanceof Error ? error.message : error}`;
  }
}

if (import.meta.main) {
  report(await checkPlugins(join(import.meta.dirname, '..')), 'Plugins: every one is complete.');
}
