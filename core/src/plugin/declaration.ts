import type { Plugin } from './define-plugin.ts';
import type { PluginFault } from './plugin-fault.ts';

/** Everything that is wrong with one plugin by itself. */
export function declarationFaults(_plugin: Plugin): PluginFault[] {
  return [];
}
