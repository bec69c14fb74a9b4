import type { Plugin } from 'vite';
import type { Entry } from './entry.ts';

const id = 'virtual:chaland-extensions';

/**
 * The module that the panel takes its extensions from. Each is loaded by itself, so that one that fails leaves
 * the others and the panel standing.
 */
export const extensionsPlugin = (entries: readonly Entry[]): Plugin => ({
  name: 'chaland:extensions',
  resolveId: (source) => (source === id ? `\0${id}` : undefined),
  load(module) {
    if (module !== `\0${id}`) return;
    const list = entries.map(
      ({ plugin, file }) =>
        `  { id: ${JSON.stringify(plugin)}, load: () => import(${JSON.stringify(file)}) },`,
    );
    return `export const entries = [\n${list.join('\n')}\n];\n`;
  },
});
