import { type Context, type Moment, sql, subscriber } from '@chaland/core';
import type { ReceiptClaimed } from '../contract.ts';
import { relation } from '../data/relation.ts';
import { projectClaims } from './claims.ts';
import { addCustomerSales } from './customer-sales.ts';
import { lockFacts } from './lock.ts';
import { keepProducts } from './products.ts';
import { insertLines, insertReceipts } from './receipts.ts';
import { saleOf } from './sale.ts';
import { addToStoreDays } from './store-days.ts';

/** Keeps all tables of sales, with the same number of statements for one receipt as for a thousand. */
export const project = subscriber({
  id: 'sales.project',
  title: { en: 'Receipts, products and what customers buy', fr: 'Tickets, produits et achats des clients' },
  types: ['receipt', 'return', 'receipt.claimed'],
  from: 'beginning',
  reset,
  handle: projectSales,
});

/** What the projections need to know. */
export type SalesContext = Pick<Context, 'db' | 'customers' | 'stores' | 'locale'>;

export async function projectSales(moments: readonly Moment[], context: SalesContext): Promise<void> {
  const claims = moments.filter(({ type }) => type === 'receipt.claimed');
  const sales = moments.filter(({ type }) => type !== 'receipt.claimed');
  if (sales.length > 0) await projectNew(sales, context);
  if (claims.length > 0) await projectClaims(claims as Moment<ReceiptClaimed>[], context);
}

async function projectNew(moments: readonly Moment[], context: SalesContext): Promise<void> {
  const { db, customers } = context;
  const sales = moments.map(saleOf);
  const timeZoneOf = await timeZones(context);
  const holders = await customers.ofMoments(moments);

  const fresh = await insertReceipts(db, sales, timeZoneOf);
  if (fresh.length === 0) return;
  await insertLines(db, fresh);
  await keepProducts(db, fresh);
  await lockFacts(db);
  await addToStoreDays(db, fresh);
  const held = fresh.flatMap(({ profileId, momentId }) => {
    const customerId = holders.get(momentId);
    return customerId ? [{ customer_id: customerId, profile_id: profileId, moment_id: momentId }] : [];
  });
  if (held.length === 0) return;
  const types = { customer_id: 'uuid', profile_id: 'uuid', moment_id: 'uuid' };
  await addCustomerSales(db, relation(held, types));
}

export async function reset({ db }: Pick<Context, 'db'>): Promise<void> {
  await db.rows(sql`
    truncate sales.receipt, sales.line, sales.purchase, sales.customer_fact, sales.customer_store_fact,
      sales.customer_category_fact, sales.store_day, sales.product`);
  // Products that were told for their own sake come from no moment that could be replayed.
  await db.rows(sql`insert into sales.product select * from sales.catalogue`);
}

async function timeZones({ stores, locale }: SalesContext) {
  const all = new Map((await stores.all()).map(({ id, timeZone }) => [id, timeZone]));
  return (storeId: string | null) => (storeId && all.get(storeId)) || locale.timeZone;
}
