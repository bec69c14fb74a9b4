import type { Core } from './core.ts';
import { problem } from './problem.ts';
import { type Route, routes } from './route.ts';

/** A route beside whose it is. */
export interface OwnedRoute {
  plugin: string;
  route: Route;
}

/**
 * Core's and the plugins' routes together. What can be wrong in one route alone, its plugin's declaration has said.
 * @throws CHL_ROUTES_INVALID naming every path that is taken twice or guarded by an unknown permission
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
  }
  if (faults.length > 0) throw problem('CHL_ROUTES_INVALID', { detail: faults.join('; ') });
  return all;
}

/** A path as Hono writes it. */
export const honoPath = ({ path, deep }: Pick<Route, 'path' | 'deep'>): string =>
  `${path.replaceAll(/\{([^}]*)\}/g, ':$1')}${deep ? '{.*}' : ''}`;
