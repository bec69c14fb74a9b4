import { request } from 'node:http';
import { createInterface } from 'node:readline';
import type { MomentInput } from '@chaland/core';
import { openRaw, rawMoment } from './ingest/raw.ts';
import { receiptOf } from './ingest/receipts.ts';
import { median, type Row, rateRow } from './row.ts';
import type { Server } from './server.ts';

const batch = 1_000;
const knownPeople = 20_000;

export interface NdjsonOptions {
  rounds?: number;
  /** Receipts of a round. */
  perRound?: number;
}

/** One client that sends receipts as NDJSON, against the bare insert of the same rows; rounds take turns. */
export async function benchNdjson(
  url: string,
  server: Server,
  { rounds = 5, perRound = 15_000 }: NdjsonOptions = {},
): Promise<Row[]> {
  await createStore(server);
  let number = 1_000_000;
  let newcomer = knownPeople;
  const someone = () => Math.floor(Math.random() * knownPeople);
  const receiptsOf = (personOf: () => number) =>
    Array.from({ length: perRound }, () => receiptOf(personOf(), number++));

  let person = 0;
  await send(
    server,
    Array.from({ length: knownPeople }, () => receiptOf(person++, number++)),
  );

  const raw = await openRaw(url);
  const rates = { raw: [] as number[], known: [] as number[], halfNew: [] as number[] };
  const anyId = crypto.randomUUID();
  try {
    for (let round = 0; round < rounds; round++) {
      const rows = receiptsOf(someone).map((receipt) => rawMoment(receipt, crypto.randomUUID(), anyId));
      const begun = performance.now();
      for (let at = 0; at < rows.length; at += batch) await raw.insert(rows.slice(at, at + batch));
      rates.raw.push(perRound / ((performance.now() - begun) / 1_000));
      rates.known.push(await send(server, receiptsOf(someone)));
      rates.halfNew.push(
        await send(
          server,
          receiptsOf(() => (number % 2 === 0 ? newcomer++ : someone())),
        ),
      );
    }
  } finally {
    await raw.close();
  }
  const limit = median(rates.raw);
  return [
    rateRow(
      'NDJSON ingest, receipts of known customers, 1 client',
      'moments/s',
      limit,
      median(rates.known),
      0.8,
    ),
    rateRow(
      'NDJSON ingest, half of the customers new, 1 client',
      'moments/s',
      limit,
      median(rates.halfNew),
      0.5,
    ),
  ];
}

async function createStore({ port, headers }: Server): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/stores`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ code: 'paris', name: 'Paris' }),
  });
  if (answer.status !== 201 && answer.status !== 409)
    throw new Error(`POST /api/stores: ${await answer.text()}`);
}

/** @returns moments a second, all of them recorded */
function send({ port, headers }: Server, receipts: readonly MomentInput[]): Promise<number> {
  const lines = receipts.map((receipt) => `${JSON.stringify(receipt)}\n`);
  const body = Buffer.from(lines.join(''));
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const ask = request(
      {
        port,
        host: '127.0.0.1',
        path: '/api/moments',
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/x-ndjson', 'content-length': body.length },
      },
      async (answer) => {
        let recorded = 0;
        let other = '';
        for await (const line of createInterface({ input: answer })) {
          if (line.includes('"recorded"')) recorded++;
          else other ||= line;
        }
        if (recorded === receipts.length) resolve(recorded / ((performance.now() - begun) / 1_000));
        else reject(new Error(`${recorded} of ${receipts.length} were recorded; the first other: ${other}`));
      },
    );
    ask.on('error', reject);
    ask.end(body);
  });
}
