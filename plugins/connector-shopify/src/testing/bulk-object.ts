import { objectsIn } from '../pull/jsonl.ts';
import type { Json } from './order.ts';

/** Rows put together, as a pull hands them to mapping. */
export async function bulkObject(rows: readonly Json[]): Promise<Json> {
  const lines = (async function* () {
    for (const row of rows) yield JSON.stringify(row);
  })();
  for await (const object of objectsIn(lines, 0)) return object;
  throw new Error('there are no rows');
}
