import type { Chaland, MomentInput } from '@chaland/core';
import { demoHistory } from './history.ts';
import { brand, stores } from './shop.ts';

/**
 * Puts the simulated shop and its two years of receipts into an empty database, whole or not at all.
 * @returns how many moments were recorded; 0 where they were there before
 */
export async function fillOnce({ db, stores: registry, moments, clock }: Chaland): Promise<number> {
  const [any] = await db.query('select 1 from chaland.moment_key limit 1');
  if (any) return 0;
  await registry.putBrand(brand);
  for (const { code, name, staff } of stores) {
    await registry.put({ code, name, brand: brand.code });
    for (const member of staff) await registry.putStaff({ ...member, store: code });
  }
  const history = demoHistory(clock.now());
  await db.transaction(async () => {
    for (const batch of batchesOf(history, 500)) {
      // As of a backfill: nobody is thanked today for last year's receipt.
      refuseFailures(await moments.record(batch, { live: false }));
    }
  });
  return history.length;
}

function refuseFailures(fates: Awaited<ReturnType<Chaland['moments']['record']>>): void {
  const failed = fates.find(({ fate }) => fate !== 'recorded');
  if (failed) throw new Error(`The demo's own data was not taken: ${JSON.stringify(failed)}`);
}

function* batchesOf(moments: readonly MomentInput[], size: number): Generator<MomentInput[]> {
  for (let from = 0; from < moments.length; from += size) yield moments.slice(from, from + size);
}
