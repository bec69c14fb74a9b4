/** `#` is a digit, `@` a letter; everything else is written between them, or before them. */
const shapes: Record<string, readonly string[]> = {
  AD: ['AD###'],
  BR: ['#####-###'],
  CA: ['@#@ #@#'],
  CZ: ['### ##'],
  GR: ['### ##'],
  JP: ['###-####'],
  LT: ['LT-#####'],
  LV: ['LV-####'],
  MT: ['@@@ ####'],
  NL: ['#### @@'],
  PL: ['##-###'],
  PT: ['####-###'],
  SE: ['### ##'],
  SK: ['### ##'],
  US: ['#####', '#####-####'],
  ...plain('AT AU BE BG CH CY DK GE HU LI LU MD NO NZ PH SI TN ZA', '####'),
  ...plain('DE DZ EE ES FI HR IT KR MA ME MX MY RS SA SM SN TH TR UA VA', '#####'),
  ...plain('BY CN CO IN KZ RO RU SG VN', '######'),
  ...plain('IL', '#######'),
  // France, its overseas parts, and Monaco, which shares its numbers.
  ...plain('FR BL GF GP MC MF MQ NC PF PM RE WF YT', '#####'),
};

/** Countries whose codes are Royal Mail's. */
const british = new Set(['GB', 'GG', 'IM', 'JE']);

/** What letters from abroad write before the code: "F-75001", "CH-1003". */
const carSigns: Record<string, string> = {
  AT: 'A',
  BE: 'B',
  DE: 'D',
  ES: 'E',
  FI: 'FIN',
  FR: 'F',
  HU: 'H',
  IT: 'I',
  LU: 'L',
  NO: 'N',
  PT: 'P',
  SE: 'S',
};

function plain(countries: string, shape: string): Record<string, readonly string[]> {
  return Object.fromEntries(countries.split(' ').map((country) => [country, [shape]]));
}

/**
 * A postal code as its country writes it; as it was said, in capitals, where it fits no shape of the country's.
 * @param country ISO 3166-1 alpha-2
 * @example normalisePostalCode('sw1a1aa', 'GB') === 'SW1A 1AA'
 * @example normalisePostalCode('75 001', 'FR') === '75001'
 */
export function normalisePostalCode(raw: string, country: string): string {
  const said = raw.trim().replaceAll(/\s+/g, ' ').toUpperCase();
  const bare = said.replaceAll(/[^\p{L}\p{N}]/gu, '');
  if (british.has(country)) return british3(bare) ?? said;
  if (country === 'IE') return /^[A-Z]\d[\dW][A-Z\d]{4}$/.test(bare) ? split(bare, 3) : said;
  const known = shapes[country];
  if (!known) return said;
  for (const candidate of [bare, ...abroad(bare, country), ...withoutZero(bare, country)]) {
    for (const shape of known) {
      const shaped = fill(shape, candidate);
      if (shaped !== undefined) return shaped;
    }
  }
  return said;
}

const split = (code: string, at: number): string => `${code.slice(0, at)} ${code.slice(at)}`;

/** The last three are the inward code. */
const british3 = (bare: string): string | undefined =>
  /^(?:[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}|GIR0AA)$/.test(bare) ? split(bare, -3) : undefined;

const abroad = (bare: string, country: string): string[] =>
  [country, carSigns[country]].flatMap((sign) =>
    sign && bare.startsWith(sign) ? [bare.slice(sign.length)] : [],
  );

/** Spreadsheets take "01400" for a number. Only France has codes that begin with 0 and nothing else of four digits. */
const withoutZero = (bare: string, country: string): string[] =>
  country === 'FR' && /^\d{4}$/.test(bare) ? [`0${bare}`] : [];

function fill(shape: string, code: string): string | undefined {
  let at = 0;
  let filled = '';
  for (const place of shape) {
    const next = code[at] ?? '';
    if (place === '#' || place === '@') {
      if (!(place === '#' ? /\d/ : /[A-Z]/).test(next)) return undefined;
      filled += next;
      at++;
    } else {
      filled += place;
      // What the shape writes before the digits may be said or left out.
      if (next === place && /[A-Z]/.test(place)) at++;
    }
  }
  return at === code.length ? filled : undefined;
}
