import { createChaland, type MomentInput } from '@chaland/core';
import sales from '@chaland/sales';

/** A deployment in this process: its ingest without HTTP, with the schema and the checks of real receipts. */
export async function openEngine(url: string) {
  const app = await createChaland({ database: url, plugins: [sales] });
  const store = await app.stores.put({ code: 'paris', name: 'Paris' });
  return {
    storeId: store.id,
    /** @throws when one is refused: the figures would be of something else */
    async record(receipts: MomentInput[]): Promise<void> {
      const fates = await app.moments.record(receipts);
      const refused = fates.find(({ fate }) => fate === 'rejected' || fate === 'conflict');
      if (refused) throw new Error(JSON.stringify(refused));
    },
    async profileIds(): Promise<string[]> {
      const rows = await app.db.query<{ id: string }>('select id from chaland.profile');
      return rows.map(({ id }) => id);
    },
    close: () => app.close(),
  };
}
