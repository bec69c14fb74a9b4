import { compareText, language, named, type Schema } from '../../kit/index.ts';
import type { Brand } from './use-stores.ts';

/** Codes of two letters that `Intl` names, and that are no country. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);
const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));

/** All countries that the browser can name, by ISO 3166-1 alpha-2. */
function countries(): string[] {
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const names = new Intl.DisplayNames([language.value], { type: 'region', fallback: 'none' });
  const canonical = (code: string) => new Intl.Locale('und', { region: code }).region === code;
  return codes.filter((code) => !noCountries.has(code) && names.of(code) !== undefined && canonical(code));
}

/** A choice among constants, with what people call each of them, in their order. */
function choice(values: readonly { value: string | null; name: string }[]): Schema[] {
  return values
    .toSorted((a, b) => compareText(a.name, b.name))
    .map(({ value, name }) => ({ const: value, title: name }));
}

/** What is there stays among the choices, even where the browser doesn't know it. */
const withKnown = (codes: readonly string[], known: string) => [...new Set([...codes, known])];

/** The fields of a store that people change, with what there is to choose from. */
export function storeSchema(
  title: (field: 'name' | 'brand' | 'country' | 'timeZone' | 'currency') => string,
  brands: readonly Brand[],
  now: { country: string; timeZone: string; currency: string },
): Schema {
  return {
    type: 'object',
    required: ['name', 'country', 'timeZone', 'currency'],
    properties: {
      name: { type: 'string', title: title('name'), minLength: 1, maxLength: 200 },
      brand: {
        title: title('brand'),
        anyOf: choice(brands.map(({ code, name }) => ({ value: code, name }))),
      },
      country: {
        title: title('country'),
        anyOf: choice(
          withKnown(countries(), now.country).map((code) => ({ value: code, name: named('region', code) })),
        ),
      },
      timeZone: {
        title: title('timeZone'),
        anyOf: choice(
          withKnown(Intl.supportedValuesOf('timeZone'), now.timeZone).map((zone) => ({
            value: zone,
            name: zone.replaceAll('_', ' '),
          })),
        ),
      },
      currency: {
        title: title('currency'),
        anyOf: choice(
          withKnown(Intl.supportedValuesOf('currency'), now.currency).map((code) => ({
            value: code,
            name: `${code} · ${named('currency', code)}`,
          })),
        ),
      },
    },
  };
}
