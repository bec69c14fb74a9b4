import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import { type Reach, visible } from '../read/visible.ts';

/**
 * A customer whom somebody may see, or who was merged into another.
 * @throws CHL_NOT_FOUND, also where they may not
 */
export async function shownCustomer(
  db: Database,
  id: string,
  reach: Reach,
): Promise<{ version: number; mergedInto: string | null }> {
  const [found] = await db.query<{ version: number; mergedInto: string | null }>(
    'select version, merged_into as "mergedInto" from chaland.customer where id = $1',
    [id],
  );
  const seen = found && (found.mergedInto !== null || (await visible(db, [id], reach)).has(id));
  if (!seen) throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
  return found;
}
