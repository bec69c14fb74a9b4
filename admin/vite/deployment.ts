import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Entry, entryOf } from './entry.ts';
import { PanelProblem } from './problem.ts';

/** A deployment, as far as the panel looks at it. */
export interface Deployment {
  /** The folder of its `chaland.config.ts`. */
  folder: string;
  /** One of each enabled plugin that has a part in the panel, in the order of the configuration. */
  entries: Entry[];
}

interface ConfigModule {
  default?: { plugins?: readonly { id: string; admin?: string }[] };
}

/**
 * Reads which plugins are enabled from the deployment's own list: there is no second one.
 * @param configFile the path of `chaland.config.ts`
 * @throws PanelProblem naming each plugin whose panel part can't be found
 */
export async function readDeployment(configFile: string): Promise<Deployment> {
  // With the time in its address, a configuration that changed is read anew.
  const { mtimeMs } = statSync(configFile);
  const { default: config } = (await import(`${pathToFileURL(configFile).href}?${mtimeMs}`)) as ConfigModule;
  const entries: Entry[] = [];
  const missing: string[] = [];
  for (const { id, admin } of config?.plugins ?? []) {
    if (!admin) continue;
    const found = entryOf(id, admin, configFile);
    if (found) entries.push(found);
    else missing.push(`plugin "${id}" names "${admin}"`);
  }
  if (missing.length > 0) {
    throw new PanelProblem(
      `these parts of the panel are not there, seen from ${configFile}: ${missing.join('; ')}`,
      'Install the plugin\'s package anew, or correct `admin` in its definePlugin and "./admin" in its exports.',
    );
  }
  return { folder: dirname(configFile), entries };
}
