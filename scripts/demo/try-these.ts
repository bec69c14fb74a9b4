import type { Chaland } from '@chaland/core';
import { catalogue } from './retailer/catalogue.ts';
import { shops } from './retailer/stores.ts';

/** Lines worth pasting into a shell: they work as they stand. */
export async function linesToTry(
  { db, clock }: Chaland,
  url: string,
  key: string,
): Promise<{ does: string; line: string }[]> {
  const curl = `curl -s -H 'Authorization: Bearer ${key}'`;
  const [best] = await db.query<{ id: string }>(
    'select customer_id as id from score_rfm.value order by monetary desc, net desc limit 1',
  );
  return [
    {
      does: 'Find a customer by the beginning of a name',
      line: `${curl} '${url}/api/customers?q=martin&limit=3'`,
    },
    ...(best
      ? [
          {
            does: "The best customer's RFM score, and why it is what it is",
            line: `${curl} ${url}/api/x/score-rfm/customers/${best.id}`,
          },
        ]
      : []),
    {
      does: 'Record a sale to somebody new',
      line: `${curl} -H 'Content-Type: application/json' ${url}/api/moments -d '${JSON.stringify(aSale(clock.now()))}'`,
    },
  ];
}

function aSale(now: Date) {
  const { sku, name, price } = catalogue[0]!;
  const { code, source } = shops[0]!;
  const number = `hello-${now.getTime().toString(36)}`;
  return {
    id: number,
    source,
    type: 'receipt',
    time: now.toISOString(),
    store: code,
    customer: { identifiers: [{ kind: 'email', value: 'you@example.com' }] },
    data: {
      number,
      currency: 'EUR',
      lines: [{ sku, name, quantity: 2, unitPrice: (price / 100).toFixed(2), amount: 2 * price }],
    },
  };
}
