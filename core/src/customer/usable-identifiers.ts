import type { IdentifierInput } from '../moment/moment.ts';
import { coreIdentifierKinds } from './identifier.ts';

/**
 * Of what somebody typed into a till or a web shop, that by which a person can be found, in canonical form. What is
 * empty or no such thing, `none@none` or `(555) 555-5555`, is left out: a vendor's form that took it is no reason to
 * refuse a receipt.
 * @param said of core's kinds: `email`, `phone`, `loyalty_card`…
 * @param country ISO 3166-1 alpha-2: what phone numbers without a country are read with
 * @example usableIdentifiers([{ kind: 'phone', value: '01 23 45 67 89' }], 'FR') // [{ kind: 'phone', value: '+33123456789' }]
 */
export function usableIdentifiers(
  said: readonly { kind: string; value: string | undefined; verified?: boolean }[],
  country: string,
): IdentifierInput[] {
  return said.flatMap(({ kind, value: raw, verified }) => {
    const known = coreIdentifierKinds.find((one) => one.kind === kind);
    if (!known || !raw) return [];
    const normalised = known.normalise(raw, country);
    if ('fault' in normalised) return [];
    return [{ kind, value: normalised.value, ...(verified === undefined ? {} : { verified }) }];
  });
}
