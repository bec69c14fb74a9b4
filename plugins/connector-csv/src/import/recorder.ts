import type { Context } from '@chaland/core';
import type { StoreDeclaration } from '../mapping/mapping.ts';
import type { Batch } from './batches.ts';
import { type BatchFates, summarise } from './fates.ts';
import type { ImportStore } from './store.ts';
import { bringing, writeGroups } from './write.ts';

/** Records a batch, or only finds out what would become of it. */
export type Record = (batch: Batch) => Promise<BatchFates>;

/** Records batches together with the note that they are done; one that has the note is only read. */
export function recorder(
  id: string,
  source: string,
  done: ReadonlySet<number>,
  store: ImportStore,
  context: Context,
): Record {
  const { db } = context;
  return async (batch) => {
    const { number, groups } = batch;
    if (done.has(number)) return store.readBatch(id, number);
    try {
      return await db.transaction(async () => {
        const fates = await writeGroups(batch, source, context);
        const refused = new Set(fates.refused.map(({ index }) => index));
        let used = 0;
        let rejected = 0;
        for (const group of groups) rejected += group.rejected.length;
        for (const [index, group] of bringing(batch).entries()) {
          if (refused.has(index)) rejected += group.used.length;
          else used += group.used.length;
        }
        await store.writeBatch(id, { number, used, rejected, ...fates });
        return fates;
      });
    } catch (error) {
      // The same import runs in another process, which was quicker.
      if ((error as { code?: string }).code === '23505') return store.readBatch(id, number);
      throw error;
    }
  };
}

/** Finds out what would become of batches by recording them and taking it back: core itself judges them. */
export function rehearsal(source: string, stores: readonly StoreDeclaration[], context: Context): Record {
  const { db } = context;
  return async (batch) => {
    let fates = summarise([]);
    await db
      .transaction(async () => {
        await createMissingStores(stores, context);
        fates = await writeGroups(batch, source, context);
        throw takenBack;
      })
      .catch((error) => {
        if (error !== takenBack) throw error;
      });
    return fates;
  };
}

const takenBack = new Error('taken back');

/** Creates the stores that a mapping declares; one that is there stays as it is. */
export async function createMissingStores(
  declared: readonly StoreDeclaration[],
  { stores }: Pick<Context, 'stores'>,
): Promise<void> {
  if (declared.length === 0) return;
  const known = await stores.byCode(declared.map(({ code }) => code));
  for (const store of declared) if (!known.has(store.code)) await stores.put(store);
}
