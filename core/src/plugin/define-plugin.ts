import type { TObject } from 'typebox';
import type { Permission } from '../access/permission.ts';
import type { Migration, PersonalData } from '../data/migration.ts';
import type { Processing } from '../privacy/processing.ts';
import type { Text } from '../text.ts';
import { declarationFaults } from './declaration.ts';
import type { Contribution } from './extension-point.ts';
import { pluginProblem } from './plugin-fault.ts';
import type { Service, ServiceToken } from './service.ts';

/** Everything that a plugin adds, to be listed, checked and documented before its code runs. */
export interface Plugin {
  /** Lower-case words with dashes: `score-rfm`. Its tables live in the schema `score_rfm`, its routes under `/api/x/score-rfm/`. */
  id: string;
  /** Its package's. */
  version: string;
  title: Text;
  description?: Text;
  /** Semver ranges, checked at boot, all problems at once. */
  requires: {
    /** Of the plugin API, which has its own version apart from core's. */
    api: string;
    plugins?: Record<string, string>;
    /** Used where enabled. */
    optional?: Record<string, string>;
  };
  /** JSON Schema of the settings, with defaults; `x-secret: true` on a string keeps it encrypted and write-only. */
  settings?: TObject;
  permissions?: readonly Permission[];
  migrations?: readonly Migration[];
  personalData?: readonly PersonalData[];
  /** What it does with personal data, for the register of processing: purposes, categories, recipients, retention. */
  processing?: readonly Processing[];
  /** Services for other plugins, by tokens of its contract. */
  provides?: readonly ServiceToken<unknown>[];
  services?: readonly Service[];
  contributes?: readonly Contribution[];
  /** The package's admin entry, e.g. `@chaland/loyalty/admin`. */
  admin?: string;
}

/**
 * Declares a plugin. What can be wrong in one plugin by itself is said here; how plugins fit together, at boot.
 * @throws CHL_PLUGIN_INVALID with every fault of the declaration
 */
export function definePlugin(plugin: Plugin): Plugin {
  const faults = declarationFaults(plugin);
  if (faults.length > 0) throw pluginProblem(faults);
  return Object.freeze(plugin);
}
