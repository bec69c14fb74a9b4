import { type RawBuilder, sql } from '@chaland/core';

type Value = string | number | boolean | Date | readonly string[] | null;

/**
 * Rows as a relation in SQL: one parameter for each column, whatever the number of rows.
 * @param types PostgreSQL's type of each column
 * @example sql`select sum(amount) from ${relation(rows, { amount: 'bigint' })} as line`
 */
export function relation<Row extends { [Column in keyof Row]: Value }>(
  rows: readonly Row[],
  types: { [Column in keyof Row]-?: string },
): RawBuilder<Row> {
  const columns = Object.keys(types) as (keyof Row & string)[];
  // All go as text: both databases take arrays of it, nulls included, and the cast reads it once.
  const values = columns.map((column) => sql`${rows.map((row) => asText(row[column]))}::text[]`);
  const casts = columns.map(
    (column) => sql`${sql.ref(column)}::${sql.raw(types[column])} as ${sql.ref(column)}`,
  );
  return sql<Row>`(select ${sql.join(casts)} from unnest(${sql.join(values)}) as given(${refs(columns)}))`;
}

export const refs = (columns: readonly string[]): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql.ref(column)));

function asText(value: Value): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  return arrayLiteral(value);
}

/** As PostgreSQL writes an array: an array of arrays would have to be rectangular. */
const arrayLiteral = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
