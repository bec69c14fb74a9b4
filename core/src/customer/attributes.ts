import { type Static, Type } from 'typebox';

const text = (most = 200) => Type.String({ minLength: 1, maxLength: most });
const country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' });

/** What a source may say of a person. */
export const AttributesSchema = Type.Object(
  {
    firstName: Type.Optional(text()),
    lastName: Type.Optional(text()),
    birthDate: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description:
          '`1980-01-31`; also read are `31/01/1980`, the day first, and `31 January 1980`. The customer has it as `1980-01-31`.',
      }),
    ),
    gender: Type.Optional(Type.Enum(['female', 'male', 'other'])),
    language: Type.Optional(
      Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35, description: 'BCP 47' }),
    ),
    country: Type.Optional(country),
    company: Type.Optional(text()),
    address: Type.Optional(
      Type.Object(
        {
          lines: Type.Optional(Type.Array(text(), { minItems: 1, maxItems: 6 })),
          postalCode: Type.Optional(text(20)),
          city: Type.Optional(text()),
          region: Type.Optional(text()),
          country: Type.Optional(country),
        },
        { additionalProperties: false },
      ),
    ),
    custom: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,59}$' }),
        Type.Unsafe<string | number | boolean>({ type: ['string', 'number', 'boolean'], maxLength: 2000 }),
        { additionalProperties: false, description: 'The retailer’s own, each a text, a number or yes/no.' },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Attributes = Static<typeof AttributesSchema>;

/** Attributes by name; the retailer's own as `custom.<name>`. An address is one: half of an old one is none. */
export type FlatAttributes = Record<string, unknown>;

export function flatten({ custom = {}, ...attributes }: Attributes): FlatAttributes {
  const flat: FlatAttributes = attributes;
  for (const [name, value] of Object.entries(custom)) flat[`custom.${name}`] = value;
  return flat;
}

export function unflatten(flat: FlatAttributes): Attributes {
  const attributes: FlatAttributes = {};
  const custom: FlatAttributes = {};
  for (const name of Object.keys(flat).sort()) {
    if (name.startsWith('custom.')) custom[name.slice('custom.'.length)] = flat[name];
    else attributes[name] = flat[name];
  }
  return (Object.keys(custom).length > 0 ? { ...attributes, custom } : attributes) as Attributes;
}

/** One profile's attributes, each with the moment since when the source has said so (ISO, in UTC). */
export interface ProfileAttributes {
  attributes: Attributes;
  since: Record<string, string>;
  /** Of those that were said more than once. */
  said?: Record<string, Said>;
}

/** When a source said something of an attribute besides: ISO, in UTC. */
export interface Said {
  /** The same once more, after `since`; the oldest first, and of many the last few. */
  again?: string[];
  /** Something else, before `since`: the last time. */
  other?: string;
}

/**
 * What a profile says after one more moment. A moment older than what was said already changes nothing, and a
 * repetition is no news: a till that sends its old copy with every receipt does not beat a newer correction
 * from elsewhere.
 * @param at ISO, in UTC
 * @returns the same object where nothing changed
 */
export function withAttributes(profile: ProfileAttributes, told: Attributes, at: string): ProfileAttributes {
  const flat = flatten(profile.attributes);
  const since = { ...profile.since };
  const said = { ...profile.said };
  let changed = false;
  for (const [name, value] of Object.entries(flatten(told))) {
    const last = said[name]?.again?.at(-1) ?? since[name];
    if (sameValue(flat[name], value) || (last ?? '') > at) continue;
    if (last !== undefined) said[name] = { other: last };
    flat[name] = value;
    since[name] = at;
    changed = true;
  }
  return changed ? { attributes: unflatten(flat), since, said } : profile;
}

/** Values are scalars, or an address: an object of scalars and one list. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => sameValue((a as FlatAttributes)[name], (b as FlatAttributes)[name]))
  );
}
