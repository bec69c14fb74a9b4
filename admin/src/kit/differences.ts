/** A field that two versions have differently. */
export interface Difference {
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** The fields in which two versions of one thing differ; what is absent is as good as null. */
export function differences(mine: Record<string, unknown>, theirs: Record<string, unknown>): Difference[] {
  const fields = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  return fields
    .map((field) => ({ field, mine: mine[field] ?? null, theirs: theirs[field] ?? null }))
    .filter((one) => textOf(one.mine) !== textOf(one.theirs));
}

/** Equal values have equal texts, whatever the order of their keys. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
