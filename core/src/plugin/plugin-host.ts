import type { Context } from '../context.ts';
import type { Plugin } from './define-plugin.ts';
import type { Extensions } from './extension-point.ts';
import type { ServiceToken } from './service.ts';

/** The enabled plugins, checked and in dependency order. */
export interface PluginHost {
  readonly enabled: readonly Plugin[];
  readonly extensions: Extensions;
  /** Makes the service at its first use, with its provider's context. @throws CHL_SERVICE_MISSING */
  service<T>(token: ServiceToken<T>, contextOf: (plugin: string) => Context): T;
  /** Every plugin with what it adds, what lies dormant for want of its owner, and what is wrong with it. */
  health(): PluginHealth[];
  /** Marks a plugin as failed: with onPluginFailure 'continue' the others go on. */
  failed(plugin: string, error: unknown): void;
}

export interface PluginHealth {
  id: string;
  version: string;
  title: Plugin['title'];
  state: 'ok' | 'failed';
  error: string | null;
  requires: Plugin['requires'];
  contributions: { point: string; name: string; dormant: boolean }[];
}
