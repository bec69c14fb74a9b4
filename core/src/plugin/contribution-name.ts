import type { Contribution } from './extension-point.ts';

/**
 * What a contribution is called within its extension point: a route by method and path, everything else by the
 * first of `id`, `type`, `kind` and `name` that it has.
 * @returns undefined for a value that names itself in none of these ways
 */
export function contributionName({ value }: Contribution): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const named = value as Record<string, unknown>;
  if (typeof named.method === 'string' && typeof named.path === 'string') {
    return `${named.method} ${named.path}`;
  }
  for (const key of ['id', 'type', 'kind', 'name']) {
    if (typeof named[key] === 'string') return named[key];
  }
  return undefined;
}

/** The same for two routes that differ only in what they call their parameters: both would match. */
export const withoutParameterNames = (name: string): string => name.replaceAll(/\{[^}]*\}/g, '{}');

/** Who owns an extension point: `segments` for `segments.criteria`. */
export const ownerOf = (point: { id: string }): string => point.id.slice(0, point.id.indexOf('.'));
