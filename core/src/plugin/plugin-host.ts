import type { Context } from '../context.ts';
import type { Text } from '../text.ts';
import type { Plugin } from './define-plugin.ts';
import type { Extensions } from './extension-point.ts';
import type { ServiceToken } from './service.ts';

/** The enabled plugins, checked and in dependency order. */
export interface PluginHost {
  readonly enabled: readonly Plugin[];
  readonly extensions: Extensions;
  /**
   * Makes the service at its first use, with its provider's context.
   * @throws CHL_SERVICE_MISSING when no enabled plugin makes it
   * @throws CHL_SERVICE_FAILED, naming the plugin whose service could not be made; asking again tries again
   */
  service<T>(token: ServiceToken<T>, contextOf: (plugin: string) => Context): T;
  /** Makes every service now, so that one that can't be made is known at boot. */
  makeServices(contextOf: (plugin: string) => Context): void;
  /** Every plugin with what it adds, what lies dormant for want of its owner, and what is wrong with it. */
  health(): PluginHealth[];
  /**
   * Says that a plugin can't run. With onPluginFailure 'continue' the others go on, save those that need it: their
   * contributions are withdrawn, but for moment types and permissions, so that sources can go on sending.
   * @throws CHL_PLUGIN_FAILED with onPluginFailure 'abort'
   */
  failed(plugin: string, error: unknown): void;
}

export interface PluginHealth {
  id: string;
  version: string;
  title: Text;
  description?: Text;
  state: 'ok' | 'failed';
  error: string | null;
  requires: Plugin['requires'];
  contributions: { point: string; name: string; dormant: boolean }[];
  /** Ids of the services that it offers to others. */
  provides: string[];
  /** Whether there is anything to set. */
  hasSettings: boolean;
}
