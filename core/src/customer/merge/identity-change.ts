import type { Context } from '../../context.ts';
import { defineExtensionPoint } from '../../plugin/extension-point.ts';

/** Profiles went from customers to others. */
export interface Change {
  /** 'undo' undoes a merge or a link; 'link' gives a passer-by's profile to the customer that they turned out to be. */
  kind: 'merge' | 'undo' | 'link';
  /** Since: where given, only what happened from then on went along. */
  moved: readonly { profileId: string; from: string; to: string; since?: Date }[];
  /** Everybody who has lost or gained something. */
  customers: readonly string[];
}

/**
 * What a plugin does with its own tables when customers are merged, in the same transaction, with the profiles
 * locked. Rows of tables declared `byProfile` were moved already.
 */
export interface IdentityChange {
  /** Makes the tables declared `derived` anew for these customers. It finds whose profiles are whose as they are now. */
  recompute?(customerIds: readonly string[], context: Context): Promise<void>;
  /** For tables declared `own`. */
  merge?(change: Change, context: Context): Promise<void>;
  /** For tables declared `own`: undoes what `merge` did, as far as it can be. */
  split?(change: Change, context: Context): Promise<void>;
}

/**
 * Where plugins say what merging does to their tables; one contribution a plugin.
 * @example contributes: [identityChange({ recompute: (ids, { db }) => recomputePoints(db, ids) })]
 */
export const identityChange = defineExtensionPoint<IdentityChange>('core.identity-changes');
