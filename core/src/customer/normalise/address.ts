import type { Attributes } from '../attributes.ts';
import { normaliseCity } from './city.ts';
import { normalisePostalCode } from './postal-code.ts';
import { tidied } from './text.ts';

export type Address = NonNullable<Attributes['address']>;

/** Where the last line is the code before the town, by the digits of the code: "75001 PARIS", "CH-1003 Lausanne". */
const codeFirst = new Map(
  [
    ['AT BE CH DK LI LU NO', /^((?:[A-Z]{1,3}-)?\d{4}) +(\p{L}.*)$/u],
    ['NL', /^(\d{4} ?[A-Z]{2}) +(\p{L}.*)$/u],
    [
      'DE ES FI IT SM VA FR BL GF GP MC MF MQ NC PF PM RE WF YT',
      /^((?:[A-Z]{1,3}-)?\d{2} ?\d{3}) +(\p{L}.*)$/u,
    ],
  ].flatMap(([countries, pattern]) =>
    (countries as string).split(' ').map((country) => [country, pattern as RegExp] as const),
  ),
);

/**
 * A postal address in its parts. A code and a town that were said in one, or as the last line, are told apart; box
 * numbers are written as the post writes them. Lines keep their letters: there is no rule for them that is right
 * everywhere.
 * @param country ISO 3166-1 alpha-2: what an address without one is read with
 */
export function normaliseAddress(said: Address, country: string): Address {
  const where = said.country ?? country;
  let lines = (said.lines ?? []).map((line) => normaliseLine(line)).filter((line) => line !== '');
  let { postalCode, city } = said;
  const pattern = codeFirst.get(where);
  if (postalCode === undefined && pattern) {
    const found = pattern.exec(tidied(city ?? lines.at(-1) ?? ''));
    if (found && city === undefined) lines = lines.slice(0, -1);
    if (found) [, postalCode, city] = found;
  }
  return {
    ...(lines.length > 0 ? { lines } : {}),
    ...(postalCode === undefined ? {} : { postalCode: normalisePostalCode(postalCode, where) }),
    ...(city === undefined ? {} : { city: normaliseCity(city, where) }),
    ...(said.region === undefined ? {} : { region: tidied(said.region) }),
    ...(said.country === undefined ? {} : { country: said.country }),
  };
}

/** "b.p.12", "BP N° 12" are "BP 12"; so with CS and TSA. */
const normaliseLine = (line: string): string =>
  tidied(line)
    .replace(/[,;]+$/, '')
    .replace(
      /\b(B\.? ?P\.?|C\.? ?S\.?|T\.?S\.?A\.?) ?(?:n ?[°o]\.? ?)?(\d[\d ]*)$/i,
      (_, kind: string, number: string) => `${kind.replaceAll(/[. ]/g, '').toUpperCase()} ${number.trim()}`,
    );
