import type { Plugin } from './define-plugin.ts';

/** Those that a plugin uses, whether it needs them or takes them where enabled. */
const usedBy = ({ requires }: Plugin): string[] => [
  ...Object.keys(requires.plugins ?? {}),
  ...Object.keys(requires.optional ?? {}),
];

/**
 * Each plugin after those that it uses, else in the order given.
 * @returns also every cycle, as the ids along it, the first again at the end
 */
export function loadOrder(plugins: readonly Plugin[]): { ordered: Plugin[]; cycles: string[][] } {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const ordered: Plugin[] = [];
  const cycles: string[][] = [];
  const done = new Set<string>();

  function visit(plugin: Plugin, path: string[]): void {
    const { id } = plugin;
    if (done.has(id)) return;
    if (path.includes(id)) {
      cycles.push([...path.slice(path.indexOf(id)), id]);
      return;
    }
    for (const used of usedBy(plugin)) {
      const next = byId.get(used);
      if (next) visit(next, [...path, id]);
    }
    if (done.has(id)) return;
    done.add(id);
    ordered.push(plugin);
  }
  for (const plugin of plugins) visit(plugin, []);
  return { ordered, cycles };
}
