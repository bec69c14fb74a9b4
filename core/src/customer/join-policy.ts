import type { IdentityConfig } from '../config.ts';
import type { IdentifierKind, JoinPolicy } from './customers.ts';

/** What an identifier is worth when a new profile brings one that a customer already has. */
export interface JoinRule {
  (source: string, kind: string): JoinPolicy;
  /** How many profiles may have one and the same identifier of a kind: past it, nobody joins by it. */
  limitOf(kind: string): number;
}

/** The limit where neither the kind nor the retailer's settings say another. */
const usualLimit = 10;

/**
 * The deployment's rule: what it says of the source, else of the kind, else what the kind itself says, else never.
 * @param limit how many profiles may have one identifier, where its kind doesn't say
 * @example joinRule({ sources: { 'old-till': { email: 'never' } } }, kinds)('old-till', 'email') === 'never'
 */
export function joinRule(
  { join = {}, sources = {} }: IdentityConfig,
  kinds: ReadonlyMap<string, IdentifierKind>,
  limit = usualLimit,
): JoinRule {
  const policyOf = (source: string, kind: string): JoinPolicy =>
    sources[source]?.[kind] ?? join[kind] ?? kinds.get(kind)?.join ?? 'never';
  return Object.assign(policyOf, {
    limitOf(kind: string) {
      const own = kinds.get(kind)?.limit;
      return own === null ? Number.POSITIVE_INFINITY : (own ?? limit);
    },
  });
}

/** @param held how its holder asserted it; @param asserted how the new profile does */
export const mayJoin = (policy: JoinPolicy, asserted: boolean, held: boolean): boolean =>
  policy === 'always' || (policy === 'if-verified' && asserted && held);
