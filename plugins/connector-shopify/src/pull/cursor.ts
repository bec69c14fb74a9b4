import { type Resource, resources } from './queries.ts';

/** Where a pull is. Between two of them only `since` is there. */
export interface Cursor {
  /** RFC 3339: what changed before then was fetched; absent until the whole history was. */
  since?: string;
  /** RFC 3339: what this pull goes up to. */
  until?: string;
  resource?: Resource;
  /** Id of the bulk operation under way. */
  operation?: string;
  /** Objects of its file that were written. */
  done?: number;
}

/** @param cursor as it was kept; one that isn't ours begins anew */
export function readCursor(cursor: unknown): Cursor {
  if (typeof cursor !== 'object' || cursor === null) return {};
  const { since, until, resource, operation, done } = cursor as Record<string, unknown>;
  const known = resources.find((one) => one === resource);
  return {
    ...(isTime(since) ? { since } : {}),
    ...(isTime(until) ? { until } : {}),
    ...(known ? { resource: known } : {}),
    ...(typeof operation === 'string' ? { operation } : {}),
    ...(typeof done === 'number' ? { done } : {}),
  };
}

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value));
