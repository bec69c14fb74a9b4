import { setTimeout as pause } from 'node:timers/promises';
import { type Chaland, type ConsentInput, localDay, type MomentInput } from '@chaland/core';
import { dayStart } from '../retailer/calendar.ts';
import { consentsOf } from '../retailer/consents.ts';
import { historyOf } from '../retailer/history.ts';
import type { Population } from '../retailer/parameters.ts';
import { secondAccountOf } from '../retailer/second-account.ts';
import { brand, stores } from '../retailer/stores.ts';
import { beginProgress, noteProgress, type Progress } from './progress.ts';
import { recordConsents, writeNotices } from './record-consents.ts';

type Filled = Pick<Chaland, 'db' | 'stores' | 'moments' | 'consents' | 'stream' | 'clock' | 'config'>;

/** Opens the shops of the simulated retailer, once. Its history ends where today begins. */
export async function openRetailer(chaland: Filled, population: Population): Promise<Progress> {
  const { db, stores: registry, clock, config } = chaland;
  const progress = await beginProgress(db, population, localDay(clock.now(), config.locale.timeZone));
  if (progress.filled < progress.people) await writeNotices(chaland, progress.until);
  if (progress.filled > 0) return progress;
  await db.transaction(async () => {
    await registry.putBrand(brand);
    for (const { code, name, staff } of stores) {
      await registry.put({ code, name, brand: brand.code });
      for (const member of staff) await registry.putStaff({ ...member, store: code });
    }
  });
  return progress;
}

export interface FillOptions {
  /** Until so many people are in. */
  upTo: number;
  /** Moments at once, about, and then what the same people said of their data: the more, the faster, and the longer others wait. At most 800. */
  batch: number;
  /** Milliseconds of rest after each batch, for whoever else wants the database; none where absent. */
  rest?: number;
  /** Stops after the batch in hand. */
  signal?: AbortSignal;
  told?: (progress: Progress) => void;
}

/**
 * Takes people in, one after the other with their whole history, from where it was left. Interrupted in the middle
 * of a batch, the next call sends that batch again, and what is recorded already is a duplicate.
 */
export async function fill(
  chaland: Filled,
  progress: Progress,
  { upTo, batch, rest, signal, told }: FillOptions,
): Promise<Progress> {
  const { db, moments: ingest, stream } = chaland;
  const end = dayStart(progress.until);
  let { filled, moments } = progress;
  while (filled < upTo && !signal?.aborted) {
    const next: MomentInput[] = [];
    const said: ConsentInput[] = [];
    while (filled < upTo && next.length < batch) {
      const history = historyOf(progress.seed, ++filled, end);
      next.push(...history, ...(secondAccountOf(progress.seed, filled, end)?.moments ?? []));
      said.push(...consentsOf(progress.seed, filled, history, end));
    }
    // As of a backfill: nobody is thanked today for last year's receipt.
    const recorded = recordedOf(await ingest.record(next, { live: false }));
    await recordConsents(chaland, said);
    await noteProgress(db, filled, recorded);
    moments += recorded;
    told?.({ ...progress, filled, moments });
    if (rest === undefined) continue;
    // Subscribers in step, so that none has to take a thousand moments at once later.
    await pause(rest);
    await stream.drain();
    await pause(rest);
  }
  return { ...progress, filled, moments };
}

function recordedOf(fates: Awaited<ReturnType<Chaland['moments']['record']>>): number {
  const refused = fates.find(({ fate }) => fate === 'rejected' || fate === 'conflict');
  if (refused) throw new Error(`The demo's own data was not taken: ${JSON.stringify(refused)}`);
  return fates.filter(({ fate }) => fate === 'recorded').length;
}
