import type { Core } from './core.ts';
import { problem } from './problem.ts';
import { type Route, routes } from './route.ts';

/** A route beside whose it is. */
export interface OwnedRoute {
  plugin: string;
  route: Route;
}

/**
 * Core's and the plugins' routes together.
 * @throws CHL_ROUTES_INVALID naming every path that is taken twice, out of its place or guarded by an unknown permission
 */
export function allRoutes(core: Pick<Core, 'plugins' | 'access'>, own: readonly Route[]): OwnedRoute[] {
  const all: OwnedRoute[] = [
    ...own.map((route) => ({ plugin: 'core', route })),
    ...core.plugins.extensions.all(routes).map(({ plugin, value }) => ({ plugin, route: value })),
  ];
  const faults: string[] = [];
  const taken = new Map<string, string>();
  for (const { plugin, route } of all) {
    const { method, path, permission } = route;
    const place = `/api/x/${plugin}/`;
    if (plugin !== 'core' && !path.startsWith(place)) {
      faults.push(`"${plugin}": ${method} ${path} must begin with ${place}`);
    }
    // Two names for a parameter make no second path.
    const shape = `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;
    const other = taken.get(shape);
    if (other) faults.push(`"${plugin}": ${method} ${path} is "${other}"'s already`);
    taken.set(shape, plugin);
    if (permission !== null && permission !== '*' && !core.access.permissions.has(permission)) {
      faults.push(
        `"${plugin}": ${method} ${path} needs the permission "${permission}", which nobody declares`,
      );
    }
    faults.push(...parameterFaults(plugin, route));
  }
  if (faults.length > 0) throw problem('CHL_ROUTES_INVALID', { detail: faults.join('; ') });
  return all;
}

/** The names in braces and those of the schema are the same. */
function parameterFaults(plugin: string, { method, path, params }: Route): string[] {
  const inPath = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name!);
  const inSchema = Object.keys(params?.properties ?? {});
  const odd = [...new Set(inPath).symmetricDifference(new Set(inSchema))];
  return odd.map((name) => `"${plugin}": ${method} ${path} and its params disagree about "${name}"`);
}

/** A path as Hono writes it. */
export const honoPath = (path: string): string => path.replaceAll(/\{([^}]*)\}/g, ':$1');
