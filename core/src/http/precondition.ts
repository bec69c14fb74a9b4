import { problem } from './problem.ts';
import type { RouteRequest } from './route.ts';

/** The ETag of what has this version. */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * The version that a change was made from. It must be told: a change over what was never read is a mistake.
 * `*` takes whatever version there is.
 * @param current the version now, to be told where the expected one is gone
 * @throws CHL_PRECONDITION_REQUIRED (428), CHL_PRECONDITION_FAILED (412, with the current ETag)
 */
export function expectedVersion({ ifMatch }: Pick<RouteRequest, 'ifMatch'>, current: number): number {
  if (ifMatch === undefined) {
    throw problem('CHL_PRECONDITION_REQUIRED', { headers: { etag: etagOf(current) } });
  }
  if (ifMatch !== '*' && ifMatch !== String(current)) throw changedMeanwhile(current);
  return current;
}

/** @param current the version now, where it is known */
export const changedMeanwhile = (current?: number) =>
  problem('CHL_PRECONDITION_FAILED', current === undefined ? {} : { headers: { etag: etagOf(current) } });
