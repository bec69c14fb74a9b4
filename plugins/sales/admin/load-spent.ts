import type { FoundCustomer } from '@chaland/admin';
import { useApi } from '@chaland/admin/kit';
import type { paths } from './api.gen.ts';

/** What somebody spent in one currency, in minor units. */
export interface Spent {
  currency: string;
  net: number;
}

/** What the customers of a page spent, by id: in the stores that the role shows. */
export async function loadSpent(
  customers: readonly FoundCustomer[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Spent[]>> {
  const spent = new Map<string, Spent[]>();
  if (customers.length === 0) return spent;
  const { items } = await useApi<paths>().get('/api/x/sales/customers', {
    params: { query: { id: customers.map(({ id }) => id) } },
    signal,
  });
  for (const { customerId, currency, net } of items) {
    spent.set(customerId, [...(spent.get(customerId) ?? []), { currency, net }]);
  }
  return spent;
}
