import type { Customer } from '../../extend/slots.ts';

/** Something that reaches a person. */
export interface ContactPoint {
  kind: string;
  value: string;
}

/** What a customer can be reached at, of these kinds; what was verified comes first. */
export function reachableAt(
  { profiles }: Pick<Customer, 'profiles'>,
  kinds: readonly string[],
): ContactPoint[] {
  const all = profiles
    .flatMap(({ identifiers }) => identifiers)
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => Number(b.verified) - Number(a.verified));
  return [...new Map(all.map(({ kind, value }) => [`${kind} ${value}`, { kind, value }])).values()];
}
