import type { Customer } from '../../extend/slots.ts';

type Attributes = Customer['attributes'];

const plain = ['firstName', 'lastName', 'company', 'gender', 'birthDate', 'language', 'country'] as const;
const address = ['lines', 'postalCode', 'city', 'region', 'country'] as const;

/** What a correction is written in: every attribute as a field, empty where nothing is known. */
export interface Draft {
  plain: Record<(typeof plain)[number], string>;
  /** `lines` with a line break between each. */
  address: Record<(typeof address)[number], string>;
  /** The retailer's own attributes that the customer has. */
  custom: Record<string, string | number | boolean>;
}

/** The fields of what is known now. */
export function draftOf(attributes: Attributes): Draft {
  const { address: now = {}, custom = {} } = attributes;
  return {
    plain: byName(plain, (name) => attributes[name] ?? ''),
    address: byName(address, (name) => (name === 'lines' ? (now.lines ?? []).join('\n') : (now[name] ?? ''))),
    custom: { ...custom },
  };
}

/**
 * What was changed, as the API takes it: null for a field that was emptied. An address is one value.
 * @returns by attribute; the retailer's own under `custom`
 */
export function correctionOf(draft: Draft, attributes: Attributes): Record<string, unknown> {
  const before = draftOf(attributes);
  const correction: Record<string, unknown> = {};
  for (const name of plain) {
    const value = draft.plain[name].trim();
    if (value !== before.plain[name]) correction[name] = value || null;
  }
  if (address.some((part) => draft.address[part].trim() !== before.address[part]))
    correction.address = addressOf(draft.address);
  const custom = Object.entries(draft.custom).filter(([name, value]) => value !== before.custom[name]);
  if (custom.length > 0) {
    correction.custom = Object.fromEntries(
      custom.map(([name, value]) => [name, value === '' ? null : value]),
    );
  }
  return correction;
}

function addressOf(draft: Draft['address']) {
  const lines = draft.lines.split('\n').flatMap((line) => line.trim() || []);
  const parts = address
    .filter((part) => part !== 'lines' && draft[part].trim())
    .map((part) => [part, draft[part].trim()]);
  const known = { ...(lines.length > 0 ? { lines } : {}), ...Object.fromEntries(parts) };
  return Object.keys(known).length > 0 ? known : null;
}

const byName = <N extends string>(names: readonly N[], read: (name: N) => string) =>
  Object.fromEntries(names.map((name) => [name, read(name)])) as Record<N, string>;
