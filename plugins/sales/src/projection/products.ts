import { type Database, sql } from '@chaland/core';
import { relation } from '../data/relation.ts';
import type { FreshSale } from './receipts.ts';

const fields = ['gtin', 'name', 'brand', 'category'] as const;

/**
 * Keeps what lines tell of their products. Each field is as the latest moment that told it had it, and of two at
 * the same time the greater in text: so the order of arrival doesn't matter, and a line that only tells the
 * article's number forgets nothing.
 */
export async function keepProducts(db: Database, sales: readonly FreshSale[]): Promise<void> {
  const rows = sales.flatMap(({ at, data }) =>
    data.lines.flatMap(({ sku, gtin = null, name = null, brand = null, category = null }) =>
      // What has no number is no product that could be known again.
      sku === undefined ? [] : [{ at, sku, gtin, name, brand, category }],
    ),
  );
  const given = relation(rows, {
    at: 'timestamptz',
    sku: 'text',
    gtin: 'text',
    name: 'text',
    brand: 'text',
    category: 'text[]',
  });
  const columns = sql.join(fields.flatMap((field) => [sql.ref(field), at(field)]));
  const latest = fields.flatMap((field) => [
    sql`(array_agg(${asText(field)} order by at desc, ${asText(field)} desc)
      filter (where ${sql.ref(field)} is not null))[1]${sql.raw(field === 'category' ? '::text[]' : '')}`,
    sql`max(at) filter (where ${sql.ref(field)} is not null)`,
  ]);
  const updates = fields.flatMap((field) => {
    const known = sql.ref(`known.${field}`);
    const newer = sql`(excluded.${at(field)}, ${asText(`excluded.${field}`)})
      > (known.${at(field)}, ${asText(`known.${field}`)})`;
    return [
      sql`${sql.ref(field)} = case when known.${at(field)} is null or ${newer}
        then excluded.${sql.ref(field)} else ${known} end`,
      sql`${at(field)} = greatest(known.${at(field)}, excluded.${at(field)})`,
    ];
  });
  await db.rows(sql`
    insert into sales.product as known (sku, ${columns})
    select sku, ${sql.join(latest)} from ${given} as given
    group by sku
    order by sku collate "C"
    on conflict (sku) do update set ${sql.join(updates)}`);
}

const at = (field: string) => sql.ref(`${field}_at`);

/** One collation everywhere, or the greater of two texts would depend on where they are compared. */
const asText = (field: string) => sql`${sql.ref(field)}::text collate "C"`;
