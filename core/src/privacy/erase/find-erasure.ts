import type { Database } from '../../data/database.ts';
import type { Erasure } from './erasure.ts';

/** The erasure that a customer was part of. */
export async function erasureOf(db: Database, customerId: string): Promise<Erasure | undefined> {
  const [found] = await db.query<Erasure>(
    `select erasure_id as id, erased_at as "erasedAt", reason, counts,
       (select array_agg(other.customer_id order by other.customer_id) from chaland.erasure other
        where other.erasure_id = e.erasure_id and other.erased_at = e.erased_at) as "customerIds"
     from chaland.erasure e where customer_id = $1`,
    [customerId],
  );
  return found;
}
