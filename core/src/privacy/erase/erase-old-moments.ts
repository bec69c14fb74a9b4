import { lockScope } from '../../consent/lock.ts';
import { identityChange } from '../../customer/merge/identity-change.ts';
import type { EraseParts } from './erase.ts';
import { findSubjects } from './find-subjects.ts';
import { enterErasure } from './gate.ts';
import { eraseMomentsOf } from './moments-of.ts';

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
    const erased = await eraseMomentsOf({ db, types }, { profileIds, before, types: only }, customerIds);
    if (erased === 0) return 0;
    for (const { plugin, value } of extensions.all(identityChange)) {
      await value.recompute?.(customerIds, contextOf(plugin));
    }
    return erased;
  });
}
