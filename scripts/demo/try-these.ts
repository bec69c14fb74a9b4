import type { Chaland } from '@chaland/core';
import { articles } from './shop.ts';

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
  const socks = articles.find(({ sku }) => sku === 'A-3004')!;
  const number = `hello-${now.getTime().toString(36)}`;
  return {
    id: number,
    source: 'till',
    type: 'receipt',
    time: now.toISOString(),
    store: 'paris-1',
    customer: { identifiers: [{ kind: 'email', value: 'you@example.com' }] },
    data: {
      number,
      currency: 'EUR',
      lines: [{ sku: socks.sku, quantity: 2, unitPrice: '12.00', amount: 2 * socks.price }],
    },
  };
}
