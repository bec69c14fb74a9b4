import type { Database } from '@chaland/core';
import { type FactRow, factColumns } from './sales-facts.ts';

/** Rows at most of one customer: nobody reads more. */
const most = 500;

type Allowed = 'everywhere' | readonly string[];

/** What a customer bought everywhere, in each currency. */
export const factsOf = (db: Database, id: string): Promise<FactRow[]> =>
  db.query<FactRow>(
    `select ${factColumns} from sales.customer_fact where customer_id = $1 order by currency limit ${most}`,
    [id],
  );

/** What each of the customers bought in these stores together, in each currency. */
export const factsWithin = (
  db: Database,
  ids: readonly string[],
  stores: readonly string[],
): Promise<(FactRow & { customer_id: string })[]> =>
  db.query(
    `select customer_id, currency, min(first_sale_at) as first_sale_at, min(first_sale_day) as first_sale_day,
       max(last_sale_at) as last_sale_at, max(last_sale_day) as last_sale_day,
       sum(sale_count)::bigint as sale_count, sum(return_count)::bigint as return_count,
       sum(gross)::bigint as gross, sum(refunds)::bigint as refunds
     from sales.customer_store_fact where customer_id = any($1::uuid[]) and store_id = any($2::uuid[])
     group by customer_id, currency order by customer_id, currency`,
    [[...ids], [...stores]],
  );

/** By store, where they bought most first. */
export const factsByStore = (
  db: Database,
  id: string,
  allowed: Allowed,
): Promise<(FactRow & { store_id: string })[]> =>
  db.query(
    `select store_id, ${factColumns} from sales.customer_store_fact
     where customer_id = $1 and ($2::uuid[] is null or store_id = any($2))
     order by gross desc, store_id, currency limit ${most}`,
    [id, allowed === 'everywhere' ? null : [...allowed]],
  );

/** By category, where they bought most first. */
export const factsByCategory = (db: Database, id: string): Promise<(FactRow & { category: string[] })[]> =>
  db.query(
    `select category, ${factColumns} from sales.customer_category_fact where customer_id = $1
     order by gross desc, category, currency limit ${most}`,
    [id],
  );
