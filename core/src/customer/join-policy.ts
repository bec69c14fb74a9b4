import type { IdentityConfig } from '../config.ts';
import type { IdentifierKind, JoinPolicy } from './customers.ts';

/** What an identifier is worth when a new profile brings one that a customer already has. */
export interface JoinRule {
  (source: string, kind: string): JoinPolicy;
  /** How many profiles may have one and the same identifier of a kind: past it, nobody joins by it. */
  limitOf(kind: string): number;
  /**
   * Whether a source's profiles are passers-by until they say who they are. Nobody joins them: they are linked to
   * who turns out to be them, with a window of their moments.
   */
  isPasserBy(source: string): boolean;
}

/** What the retailer's settings say of it. */
export interface Linking {
  /** How many profiles may have one identifier, where its kind doesn't say. */
  limit: number;
  /** Whose profiles are passers-by until they say who they are. */
  anonymous: readonly { source: string }[];
}

const usual: Linking = { limit: 10, anonymous: [] };

/**
 * The deployment's rule: what it says of the source, else of the kind, else what the kind itself says, else never.
 * @example joinRule({ sources: { 'old-till': { email: 'never' } } }, kinds)('old-till', 'email') === 'never'
 */
export function joinRule(
  { join = {}, sources = {} }: IdentityConfig,
  kinds: ReadonlyMap<string, IdentifierKind>,
  { limit, anonymous }: Linking = usual,
): JoinRule {
  const passersBy = new Set(anonymous.map(({ source }) => source));
  const policyOf = (source: string, kind: string): JoinPolicy =>
    sources[source]?.[kind] ?? join[kind] ?? kinds.get(kind)?.join ?? 'never';
  return Object.assign(policyOf, {
    limitOf(kind: string) {
      const own = kinds.get(kind)?.limit;
      return own === null ? Number.POSITIVE_INFINITY : (own ?? limit);
    },
    isPasserBy: (source: string) => passersBy.has(source),
  });
}

/** @param held how its holder asserted it; @param asserted how the new profile does */
export const mayJoin = (policy: JoinPolicy, asserted: boolean, held: boolean): boolean =>
  policy === 'always' || (policy === 'if-verified' && asserted && held);
