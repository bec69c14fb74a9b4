import { type TSchema, Type } from 'typebox';
import { problem } from './problem.ts';

/** What every list takes in its query. Spread it into a route's own: `Type.Object({ ...pageQuery, store: … })`. */
export const pageQuery = {
  cursor: Type.Optional(
    Type.String({ description: '`next` of the page before; the first page where absent.' }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Items at most.' }),
  ),
};

/** What every list answers. */
export const pageSchema = <S extends TSchema>(items: S) =>
  Type.Object({
    items: Type.Array(items),
    next: Type.Union([Type.String(), Type.Null()], { description: 'The cursor of the next page.' }),
  });

/**
 * A page of rows that were read with one more than the limit: the one more says that there is a next page.
 * @param key what the next page begins after
 */
export function pageOf<T>(rows: readonly T[], limit: number, key: (row: T) => unknown) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(key(last)) : null };
}

/** A cursor says nothing to its reader, so that what is in it can change. */
export const cursorOf = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws CHL_INPUT_INVALID for what is no cursor of this list */
export function afterCursor<T>(cursor: string | undefined, fits: (key: unknown) => key is T): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (fits(key)) return key;
  } catch {
    // Told below.
  }
  throw problem('CHL_INPUT_INVALID', {
    detail: 'the cursor is not one that this list gave',
    pointer: '/query/cursor',
    mend: 'Begin at the first page, without a cursor.',
  });
}

export const isText = (key: unknown): key is string => typeof key === 'string';
