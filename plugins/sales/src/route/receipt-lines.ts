import { type Database, sql } from '@chaland/core';
import { relation } from '../data/relation.ts';
import type { ReceiptLineView } from './schemas.ts';

interface OfReceipt {
  profile_id: string;
  moment_id: string;
  source: string;
  at: Date;
}

interface LineRow {
  moment_id: string;
  line_no: number;
  line_id: string | null;
  kind: ReceiptLineView['kind'];
  sku: string | null;
  name: string | null;
  category: string[] | null;
  quantity: string;
  unit_price: string;
  value: number;
  discount: number | null;
  tax: number | null;
  sold_source: string | null;
  sold_receipt: string | null;
  sold_line: string | null;
  reason: string | null;
}

/** The lines of receipts, by moment; a returned line with the receipt that it was sold on. */
export async function linesOf(
  db: Database,
  receipts: readonly OfReceipt[],
): Promise<Map<string, ReceiptLineView[]>> {
  const given = relation(
    receipts.map(({ profile_id, moment_id }) => ({ profile_id, moment_id })),
    { profile_id: 'uuid', moment_id: 'uuid' },
  );
  const rows = await db.rows<LineRow>(sql`
    select line.* from ${given} as given join sales.line using (profile_id, moment_id)
    order by moment_id, line_no`);
  const byMoment = new Map(receipts.map((receipt) => [receipt.moment_id, receipt]));
  const references = rows
    .filter(({ sold_receipt }) => sold_receipt !== null)
    .map((row) => soldOn(row, byMoment.get(row.moment_id)!));
  const moments = await momentsOf(db, references);
  const lines = new Map<string, ReceiptLineView[]>(receipts.map(({ moment_id }) => [moment_id, []]));
  for (const row of rows) {
    const sold = row.sold_receipt === null ? null : soldOn(row, byMoment.get(row.moment_id)!);
    lines.get(row.moment_id)!.push({
      line: row.line_no,
      id: row.line_id,
      kind: row.kind,
      sku: row.sku,
      name: row.name,
      category: row.category,
      quantity: row.quantity,
      unitPrice: row.unit_price,
      value: row.value,
      discount: row.discount,
      tax: row.tax,
      reason: row.reason,
      sold: sold && {
        source: sold.source,
        receipt: sold.number,
        line: row.sold_line,
        moment: moments.get(keyOf(sold)) ?? null,
      },
    });
  }
  return lines;
}

interface Reference {
  source: string;
  number: string;
  before: Date;
}

const soldOn = (row: LineRow, returned: OfReceipt): Reference => ({
  source: row.sold_source ?? returned.source,
  number: row.sold_receipt!,
  before: returned.at,
});

const keyOf = ({ source, number, before }: Reference) => JSON.stringify([source, number, before]);

/** Tills begin their numbers again: of receipts with the same number, the last one before the return is meant. */
async function momentsOf(db: Database, references: readonly Reference[]): Promise<Map<string, string>> {
  if (references.length === 0) return new Map();
  const given = relation([...new Map(references.map((of) => [keyOf(of), of])).values()], {
    source: 'text',
    number: 'text',
    before: 'timestamptz',
  });
  const found = await db.rows<Reference & { moment_id: string }>(sql`
    select distinct on (source, number, before) source, number, before, receipt.moment_id
    from ${given} as given join sales.receipt using (source, number)
    where receipt.kind = 'receipt' and receipt.at <= before
    order by source, number, before, receipt.at desc, receipt.moment_id`);
  return new Map(found.map((row) => [keyOf(row), row.moment_id]));
}
