import { lockScope } from '../../consent/lock.ts';
import { identityChange } from '../../customer/merge/identity-change.ts';
import { uuidArray } from '../../data/binary-array.ts';
import { declaredTables } from '../declared-tables.ts';
import type { EraseParts } from './erase.ts';
import { eraseMoments } from './erase-moments.ts';
import { eraseRows } from './erase-rows.ts';
import { findSubjects } from './find-subjects.ts';
import { enterErasure } from './gate.ts';
import { createNobody } from './nobody.ts';

/**
 * Erases what happened before an instant, and what plugins made of it; the persons stay. What is derived of them is made
 * anew, without it.
 * @returns how many moments were erased
 */
export function eraseOldMoments(
  { db, types, extensions, contextOf }: EraseParts,
  customerIds: readonly string[],
  { before, types: only }: { before: Date; types?: readonly string[] | undefined },
): Promise<number> {
  return db.transaction(async () => {
    await enterErasure(db);
    const { profileIds } = await findSubjects(db, customerIds);
    await lockScope(db, { profileIds, customerIds, move: true });
    const old = await db.query<{ id: string }>(
      `select id from chaland.moment
       where profile_id = any($1::uuid[]) and occurred_at < $2::timestamptz
         and ($3::jsonb is null or $3::jsonb ? type)`,
      [uuidArray(profileIds), before, only ? JSON.stringify(only) : null],
    );
    const momentIds = old.map(({ id }) => id);
    if (momentIds.length === 0) return 0;
    const nobody = createNobody();
    await eraseMoments(db, types, { profileIds, before, types: only }, nobody);
    for (const declared of await declaredTables(db)) {
      const { moment, profile, customer, erase } = declared.entry;
      if (!moment || erase === 'own' || !(profile || customer)) continue;
      await eraseRows(db, declared, { customerIds, profileIds, momentIds }, nobody);
    }
    for (const { plugin, value } of extensions.all(identityChange)) {
      await value.recompute?.(customerIds, contextOf(plugin));
    }
    return momentIds.length;
  });
}
