import { closedSchema } from '../closed-schema.ts';
import { Problem } from '../http/problem.ts';
import { CoreSettings } from './core-settings.ts';
import type { Settings } from './settings.ts';

type IdentitySettings = CoreSettings['identity'];

let defaults: IdentitySettings | undefined;

/**
 * How customers are known and their attributes chosen. Where somebody has to correct core's settings first, as after
 * an update, the defaults hold until then: no receipt is refused for it.
 */
export async function identitySettings(settings: Pick<Settings, 'of'>): Promise<IdentitySettings> {
  try {
    return (await settings.of<CoreSettings>('core')).identity;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'CHL_PLUGIN_SETTINGS_INVALID') throw error;
    defaults ??= defaultsOf();
    return defaults;
  }
}

function defaultsOf(): IdentitySettings {
  const value = {} as CoreSettings;
  closedSchema(CoreSettings)(value);
  return value.identity;
}
