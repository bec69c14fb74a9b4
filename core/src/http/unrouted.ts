import { problem } from './problem.ts';
import type { OwnedRoute } from './routing.ts';

/**
 * What to say where no route fits: which methods the path takes, if it takes any.
 * @returns a function that makes the problem: CHL_METHOD_NOT_ALLOWED with Allow, or CHL_NOT_FOUND
 */
export function unroutedProblem(all: readonly OwnedRoute[]) {
  const patterns = Map.groupBy(all, ({ route }) => route.path);
  const known = [...patterns].map(([path, routes]) => ({
    pattern: new RegExp(
      `^${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]*\}/g, '[^/]+')}${routes[0]!.route.deep ? '.*' : ''}$`,
    ),
    methods: routes.flatMap(({ route: { method } }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
  }));
  return (method: string, path: string) => {
    const methods = [
      ...new Set(known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ].sort();
    if (methods.length === 0) return problem('CHL_NOT_FOUND', { detail: `the API has no path like this` });
    return problem('CHL_METHOD_NOT_ALLOWED', {
      detail: `${method} is not among ${methods.join(', ')}`,
      headers: { allow: methods.join(', ') },
    });
  };
}
