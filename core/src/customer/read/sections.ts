import { afterCursor, cursorOf } from '../../http/page.ts';

/** A row with where to read on after it. */
export interface Row<T> {
  item: T;
  key: readonly (string | number)[];
  /** An earlier row was the same. */
  again(): boolean;
}

/** One of several lists that are read one after the other, as if they were one. */
export interface Section<T> {
  id: string;
  /** Whether it can be read on after this. */
  fits(key: readonly unknown[]): boolean;
  read(after: readonly (string | number)[] | undefined, limit: number): Promise<Row<T>[]>;
}

/** Rounds at most for one page: after them it is given as it is, with a cursor that goes on. */
const maxRounds = 10;

/**
 * A page over sections. It may hold fewer items than asked for, even none, and still have a next one.
 * @param options.ahead rows read at least at a time, where most are passed over
 * @param options.prepare told of each read, says what is kept of it
 */
export async function readOn<T extends { id: string }>(
  sections: readonly Section<T>[],
  {
    cursor,
    limit,
    ahead,
    prepare,
  }: {
    cursor: string | undefined;
    limit: number;
    ahead: number;
    prepare(rows: readonly Row<T>[]): Promise<(item: T) => boolean>;
  },
): Promise<{ items: T[]; next: string | null }> {
  const start = afterCursor(cursor, isPosition(sections));
  let at = start ? sections.findIndex(({ id }) => id === start[0]) : 0;
  let after = start && start.length > 1 ? start.slice(1) : undefined;
  const items = new Map<string, T>();

  for (let round = 0; round < maxRounds && at < sections.length; round++) {
    const size = Math.max(limit - items.size + 1, ahead);
    const rows = await sections[at]!.read(after, size);
    const keeps = await prepare(rows);
    for (const { item, key, again } of rows) {
      if (items.size === limit) {
        return { items: [...items.values()], next: cursorOf([sections[at]!.id, ...(after ?? [])]) };
      }
      after = [...key];
      if (keeps(item) && !again()) items.set(item.id, item);
    }
    if (rows.length < size) {
      at += 1;
      after = undefined;
    }
  }
  const next = at < sections.length ? cursorOf([sections[at]!.id, ...(after ?? [])]) : null;
  return { items: [...items.values()], next };
}

const isPosition =
  (sections: readonly Section<unknown>[]) =>
  (key: unknown): key is [string, ...(string | number)[]] => {
    if (!Array.isArray(key)) return false;
    const [id, ...rest] = key;
    const section = sections.find((one) => one.id === id);
    return section !== undefined && (rest.length === 0 || section.fits(rest));
  };

/** What keys are made of: text without U+0000, which the database has not, and ids. */
export const isKeyText = (part: unknown): part is string =>
  typeof part === 'string' && !part.includes('\u0000');
export const isKeyId = (part: unknown): part is string =>
  typeof part === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(part);
