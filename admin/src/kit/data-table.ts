/** A column of a data table. Its cells are drawn by the slot `#<id>="{ row }"`, else as `text`. */
export interface Column<T> {
  id: string;
  title: string;
  text?(row: T): string;
  align?: 'start' | 'end';
  /** A CSS width: `12rem`, `20%`. */
  width?: string;
  /** False hides it on narrow screens; put what matters in the first column there. */
  narrow?: boolean;
  /** Sorts by this on the page itself: for lists that are there whole. */
  sort?(row: T): string | number | null;
}

/** Rows in the order of a column; what has no value comes last either way. */
export function sorted<T>(
  rows: readonly T[],
  by: NonNullable<Column<T>['sort']>,
  descending: boolean,
  compareText: (a: string, b: string) => number,
): T[] {
  const compare = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one), by(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? compare(b, a) : compare(a, b);
  });
}
