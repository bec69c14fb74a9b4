import type { MomentInput } from '@chaland/core';
import { openEngine } from './ingest/engine.ts';
import { openRaw, rawMoment } from './ingest/raw.ts';
import { receiptOf } from './ingest/receipts.ts';
import { median, type Row, rateRow } from './row.ts';

const batchSize = 1_000;
const batchesPerRound = 15;
const rounds = 7;
const knownPeople = 20_000;
/** Batches under way at once, as the NDJSON route has them. */
const inFlight = 3;

/**
 * The engine without HTTP against the raw limit, in interleaved rounds on one database: RAW, known customers, half
 * of them new, all duplicates.
 * @param url an empty database
 */
export async function benchIngest(url: string): Promise<Row[]> {
  const engine = await openEngine(url);
  const raw = await openRaw(url);
  try {
    let number = 0;
    let newcomer = knownPeople;
    const batchOf = (personOf: () => number) =>
      Array.from({ length: batchSize }, () => receiptOf(personOf(), number++));
    const someone = () => Math.floor(Math.random() * knownPeople);

    for (let from = 0; from < knownPeople; from += batchSize) {
      let person = from;
      await engine.record(batchOf(() => person++));
    }
    const profiles = await engine.profileIds();
    const anyProfile = () => profiles[Math.floor(Math.random() * profiles.length)]!;
    const rawBatch = () =>
      batchOf(someone).map((receipt) => rawMoment(receipt, anyProfile(), engine.storeId));

    const rates: Record<'raw' | 'known' | 'halfNew' | 'duplicates', number[]> = {
      raw: [],
      known: [],
      halfNew: [],
      duplicates: [],
    };
    for (let round = 0; round < rounds; round++) {
      const rawBatches = Array.from({ length: batchesPerRound }, rawBatch);
      const known = Array.from({ length: batchesPerRound }, () => batchOf(someone));
      const halfNew = Array.from({ length: batchesPerRound }, () =>
        batchOf(() => (number % 2 === 0 ? newcomer++ : someone())),
      );
      const record = (batch: MomentInput[]) => engine.record(batch);
      rates.raw.push(await rate(rawBatches, 1, (batch) => raw.insert(batch)));
      rates.known.push(await rate(known, inFlight, record));
      rates.halfNew.push(await rate(halfNew, inFlight, record));
      rates.duplicates.push(await rate(known, inFlight, record));
    }
    const limit = median(rates.raw);
    const row = (work: string, ours: readonly number[], reach: number) =>
      rateRow(`ingest engine, ${work}`, 'moments/s', limit, median(ours), reach);
    return [
      row('receipts of known customers', rates.known, 0.8),
      row('half of the customers new', rates.halfNew, 0.5),
      row('all duplicates', rates.duplicates, 1),
    ];
  } finally {
    await raw.close();
    await engine.close();
  }
}

/** Items a second, with so many batches under way at once. */
async function rate<Batch>(
  batches: readonly Batch[],
  atOnce: number,
  work: (batch: Batch) => Promise<unknown>,
) {
  const begun = performance.now();
  const queue = [...batches];
  const worker = async () => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) await work(batch);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (batches.length * batchSize) / ((performance.now() - begun) / 1_000);
}
