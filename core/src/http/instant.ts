import { Type } from 'typebox';
import { problem } from './problem.ts';

/** A moment in time in a query. */
export const instantQuery = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', maxLength: 40, description: `${description} RFC 3339.` }));

/**
 * A query's instant as the database reads it.
 * @throws CHL_INPUT_INVALID for a time that the format allows and no calendar has: a leap second, the year 0
 */
export function instantOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (!Number.isNaN(time.getTime()) && time.getUTCFullYear() > 0 && time.getUTCFullYear() < 10_000) {
    return time.toISOString();
  }
  throw problem('CHL_INPUT_INVALID', { detail: `${name} is not a time`, pointer: `/query/${name}` });
}
