import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { identifiersOf, receiptOf } from './ingest/receipts.ts';
import { latencyRow, percentile, type Row } from './row.ts';
import type { Server } from './server.ts';

const rate = 100;
/** One in so many deliveries is looked for on its customer's timeline, until it is there. */
const lookedFor = 10;
/** Milliseconds between two looks. */
const interval = 10;
const secret = 'bench secret';

/**
 * A hundred signed deliveries a second, whether or not the one before was answered, to a server that maps them too: how long
 * the answer takes, and how long until the customer's timeline shows it over the API.
 */
export async function benchWebhooks(server: Server, { seconds = 30 } = {}): Promise<Row[]> {
  const ask = asking(server);
  const { id } = await ask('POST', '/api/connections', {
    connector: 'bench-shop',
    name: 'bench',
    args: { secret },
    unchecked: true,
  });
  const total = rate * seconds;
  const customers = await seedCustomers(ask, Math.ceil(total / lookedFor));
  await deliver(server, id, warmUpFrom);
  const answers: number[] = [];
  const visible: number[] = [];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: total }, async (_, n) => {
      await pause(Math.max(0, begun + (n * 1_000) / rate - performance.now()));
      const sent = performance.now();
      await deliver(server, id, n);
      answers.push(performance.now() - sent);
      const customer = n % lookedFor === 0 ? customers[n / lookedFor] : undefined;
      if (customer === undefined) return;
      while ((await ask('GET', `/api/customers/${customer}/timeline?limit=5`)).items.length < 2) {
        await pause(interval);
      }
      visible.push(performance.now() - sent);
    }),
  );
  const work = `${rate} signed deliveries a second`;
  return [
    latencyRow(
      `${work}: on the customer's timeline`,
      { p95: [percentile(visible, 95), 1_000] },
      `p50 ${percentile(visible, 50).toFixed(0)} ms, ${visible.length} of ${total} looked for`,
    ),
    latencyRow(
      `${work}: answered`,
      { p99: [percentile(answers, 99), 100] },
      `p50 ${percentile(answers, 50).toFixed(1)} ms`,
    ),
  ];
}

const warmUpFrom = 90_000_000;

type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;
interface Answer {
  id: string;
  items: unknown[];
  results: { customer: string }[];
}

function asking({ port, headers }: Server): Ask {
  return async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
}

/** Customers with one receipt each. @returns their ids */
async function seedCustomers(ask: Ask, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += 500) {
    const receipts = Array.from({ length: Math.min(500, count - from) }, (_, index) => {
      const { store: _store, ...receipt } = receiptOf(from + index, from + index);
      return receipt;
    });
    const { results } = await ask('POST', '/api/moments', receipts);
    ids.push(...results.map(({ customer }) => customer));
  }
  return ids;
}

/** A receipt of a customer who was seeded for every one that is looked for, and of somebody else for the others. */
async function deliver({ port }: Server, connection: string, n: number): Promise<void> {
  const person = n % lookedFor === 0 ? n / lookedFor : 1_000_000 + n;
  const { store: _store, source: _source, ...receipt } = receiptOf(person, 10_000_000 + n);
  const body = JSON.stringify({ ...receipt, customer: { identifiers: verified(person) } });
  const answer = await fetch(`http://127.0.0.1:${port}/hooks/${connection}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-id': String(n),
      'x-signature': createHmac('sha256', secret).update(body).digest('base64'),
    },
    body,
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`a delivery was answered ${answer.status}`);
}

/** A loyalty card joins its holder's customer, whoever tells of it. */
const verified = (person: number) => identifiersOf(person).slice(0, 1);
