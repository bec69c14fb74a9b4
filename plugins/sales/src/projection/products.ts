import { type Database, sql } from '@chaland/core';
import { relation } from '../data/relation.ts';
import type { FreshSale } from './receipts.ts';

const types = {
  gtin: 'text',
  name: 'text',
  brand: 'text',
  category: 'text[]',
  price: 'jsonb',
  attributes: 'jsonb',
} as const;
type Field = keyof typeof types;
const fields = Object.keys(types) as Field[];

/** What was told of a product at some time; what is null wasn't told. */
export type ToldProduct = { at: Date; sku: string; category: readonly string[] | null } & Record<
  Exclude<Field, 'category'>,
  string | null
>;

/** Keeps what lines tell of their products. A line that only tells the article's number forgets nothing. */
export async function keepProducts(db: Database, sales: readonly FreshSale[]): Promise<void> {
  await mergeProducts(
    db,
    'product',
    sales.flatMap(({ at, data }) =>
      data.lines.flatMap(({ sku, gtin = null, name = null, brand = null, category = null }) =>
        // What has no number is no product that could be known again.
        sku === undefined ? [] : [{ at, sku, gtin, name, brand, category, price: null, attributes: null }],
      ),
    ),
  );
}

/**
 * Merges what was told into a table of products. Each field is as whoever told it last had it, and of two at the same
 * time the greater in text: so the order of arrival doesn't matter.
 * @returns the products of which it was news
 */
export async function mergeProducts(
  db: Database,
  table: 'product' | 'catalogue',
  rows: readonly ToldProduct[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const given = relation(rows, { at: 'timestamptz', sku: 'text', ...types });
  const columns = sql.join(fields.flatMap((field) => [sql.ref(field), at(field)]));
  const latest = fields.flatMap((field) => [
    sql`((array_agg(${asText(field)} order by at desc, ${asText(field)} desc)
      filter (where ${sql.ref(field)} is not null))[1])::${sql.raw(types[field])}`,
    sql`max(at) filter (where ${sql.ref(field)} is not null)`,
  ]);
  const isNewer = (
    field: Field,
  ) => sql`(${at(`excluded.${field}`)} is not null and (known.${at(field)} is null
    or (${at(`excluded.${field}`)}, ${asText(`excluded.${field}`)}) > (known.${at(field)}, ${asText(`known.${field}`)})))`;
  const updates = fields.flatMap((field) => [
    sql`${sql.ref(field)} = case when ${isNewer(field)} then excluded.${sql.ref(field)} else ${sql.ref(`known.${field}`)} end`,
    sql`${at(field)} = greatest(known.${at(field)}, excluded.${at(field)})`,
  ]);
  const changed = await db.rows<{ sku: string }>(sql`
    insert into ${sql.ref(`sales.${table}`)} as known (sku, ${columns})
    select sku, ${sql.join(latest)} from ${given} as given
    group by sku
    order by sku collate "C"
    on conflict (sku) do update set ${sql.join(updates)}
    where ${sql.join(fields.map(isNewer), sql` or `)}
    returning sku`);
  return new Set(changed.map(({ sku }) => sku));
}

const at = (field: string) => sql.ref(`${field}_at`);

/** One collation everywhere, or the greater of two texts would depend on where they are compared. */
const asText = (field: string) => sql`${sql.ref(field)}::text collate "C"`;
