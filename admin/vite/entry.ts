import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { resolvePathSync } from 'mlly';

/** A plugin's part in the panel. */
export interface Entry {
  plugin: string;
  /** The file that exports its `defineAdminExtension`, by its real path. */
  file: string;
  /** The folder of that file: all that it draws is below. */
  folder: string;
}

/**
 * Finds a plugin's panel part as the deployment sees it: in the workspace, as source or prebuilt in node_modules.
 * @param admin a package's entry, or a path from the configuration: `@chaland/loyalty/admin`, `./gifts/admin.ts`
 * @returns undefined where there is none
 */
export function entryOf(plugin: string, admin: string, configFile: string): Entry | undefined {
  try {
    const found = resolvePathSync(admin, {
      url: pathToFileURL(configFile).href,
      conditions: ['chaland:source', 'import', 'browser'],
    });
    if (!existsSync(found)) return undefined;
    const file = realpathSync(found);
    return { plugin, file, folder: dirname(file) };
  } catch {
    return undefined;
  }
}
