import type { IdentityConfig } from '../config.ts';
import type { IdentifierKind, JoinPolicy } from './customers.ts';

/** What an identifier is worth when a new profile brings one that a customer already has. */
export type JoinRule = (source: string, kind: string) => JoinPolicy;

/**
 * The deployment's rule: what it says of the source, else of the kind, else what the kind itself says, else never.
 * @example joinRule({ sources: { 'old-till': { email: 'never' } } }, kinds)('old-till', 'email') === 'never'
 */
export function joinRule(
  { join = {}, sources = {} }: IdentityConfig,
  kinds: ReadonlyMap<string, IdentifierKind>,
): JoinRule {
  return (source, kind) => sources[source]?.[kind] ?? join[kind] ?? kinds.get(kind)?.join ?? 'never';
}

/** @param held how its holder asserted it; @param asserted how the new profile does */
export const mayJoin = (policy: JoinPolicy, asserted: boolean, held: boolean): boolean =>
  policy === 'always' || (policy === 'if-verified' && asserted && held);
