import { problem } from '../http/problem.ts';
import { administrator } from './grants.ts';
import type { Place, Principal } from './principal.ts';

/** A role as it is about to be held or made. */
export interface Handed {
  role: string;
  permissions: readonly string[];
  place?: Place;
}

/**
 * Nobody hands on what they don't have themselves: else whoever may make keys may everything.
 * @throws CHL_FORBIDDEN naming the role and what is missing
 */
export function refuseEscalation(principal: Principal, handed: readonly Handed[]): void {
  for (const { role, permissions, place } of handed) {
    // The role's own name is a permission that no other role can contain.
    const needed = role === administrator ? [administrator] : permissions;
    const missing = needed.filter((permission) => !principal.may(permission, place));
    if (missing.length === 0) continue;
    throw problem('CHL_FORBIDDEN', {
      detail: `the role "${role}" allows more than you may there: ${missing.join(', ')}`,
      mend: 'Hand on what you may yourself, or ask an administrator.',
    });
  }
}
