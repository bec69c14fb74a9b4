/**
 * Rows as columns, which is how a batch goes to the database.
 * @example columns([{ a: 1, b: 'x' }, { a: 2, b: 'y' }], 'a', 'b') // { a: [1, 2], b: ['x', 'y'] }
 */
export function columns<Row, Name extends keyof Row>(
  rows: Iterable<Row>,
  ...names: Name[]
): { [N in Name]: Row[N][] } {
  const all = Object.fromEntries(names.map((name) => [name, []])) as unknown as { [N in Name]: Row[N][] };
  for (const row of rows) for (const name of names) all[name].push(row[name]);
  return all;
}
