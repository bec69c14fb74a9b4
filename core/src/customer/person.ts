import { pointerTo } from '../http/pointer.ts';
import { problem } from '../http/problem.ts';
import type { CustomerInput, IdentifierInput } from '../moment/moment.ts';
import type { IdentifierKind } from './customers.ts';
import { derivedKeyKind, sourceKind } from './identifier.ts';
import { type Assertion, type Person, refOf } from './resolve.ts';

/**
 * Whom a source means: identifiers in canonical form, strongest first, and the key of the source's profile.
 * @param country what phone numbers without a country are read with
 * @param at where they are in what was sent
 * @returns undefined where nobody is named
 * @throws CHL_IDENTIFIER_KIND_UNKNOWN, CHL_IDENTIFIER_INVALID, CHL_INPUT_INVALID
 */
export function readPerson(
  { id, identifiers = [], attributes }: CustomerInput,
  source: string,
  country: string,
  kinds: ReadonlyMap<string, IdentifierKind>,
  at = '/customer',
): Person | undefined {
  const strongestFirst = readIdentifiers(identifiers, country, kinds, `${at}/identifiers`);
  const strongest = strongestFirst[0];
  if (id === undefined && !strongest) {
    if (!attributes || Object.keys(attributes).length === 0) return undefined;
    throw problem('CHL_INPUT_INVALID', {
      detail: 'has attributes of a person, but neither an id nor an identifier to find them by',
      pointer: at,
    });
  }
  const profileKey = id ?? `${strongest!.kind}:${strongest!.value}`;
  return {
    source,
    profileKey,
    own: id === undefined ? undefined : ownNumber(source, id),
    identifiers: strongestFirst,
    derived: keyOf(derivedKeyKind(source), profileKey),
  };
}

/**
 * Identifiers in canonical form, each once, strongest first.
 * @param at where they are in what was sent
 * @throws CHL_IDENTIFIER_KIND_UNKNOWN, CHL_IDENTIFIER_INVALID
 */
export function readIdentifiers(
  identifiers: readonly IdentifierInput[],
  country: string,
  kinds: ReadonlyMap<string, IdentifierKind>,
  at: string,
): Assertion[] {
  const assertions = new Map<string, Assertion & { strength: number }>();
  for (const [index, { kind, value: raw, verified = false }] of identifiers.entries()) {
    const known = kinds.get(kind);
    if (!known) {
      throw problem('CHL_IDENTIFIER_KIND_UNKNOWN', {
        detail: `"${kind}" is not one of ${[...kinds.keys()].join(', ')}`,
        pointer: `${at}${pointerTo(index)}/kind`,
      });
    }
    const normalised = known.normalise(raw, country);
    if ('fault' in normalised) {
      throw problem('CHL_IDENTIFIER_INVALID', {
        detail: `the ${kind} ${normalised.fault}`,
        pointer: `${at}${pointerTo(index)}/value`,
      });
    }
    const { value } = normalised;
    const ref = refOf(kind, value);
    const same = assertions.get(ref);
    if (same) same.verified ||= verified;
    else assertions.set(ref, { kind, value, raw, verified, ref, strength: known.strength });
  }
  const strongestFirst = [...assertions.values()];
  if (strongestFirst.length > 1) strongestFirst.sort((a, b) => b.strength - a.strength);
  return strongestFirst;
}

const keyOf = (kind: string, value: string) => ({ kind, value, ref: refOf(kind, value) });

const ownNumber = (source: string, id: string): Assertion => ({
  ...keyOf(sourceKind(source), id),
  raw: id,
  verified: true,
});
