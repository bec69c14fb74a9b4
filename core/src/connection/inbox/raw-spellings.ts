/**
 * How an identifier may stand in what somebody sent, whatever its format: as it is, in JSON (also all in ASCII, and with
 * slashes escaped as PHP does), in a form or an address, and in XML.
 */
export function rawSpellings(mark: string): string[] {
  const spelt = [mark, mark.toLowerCase()].flatMap((text) => {
    const well = text.toWellFormed();
    const json = JSON.stringify(well).slice(1, -1);
    const uri = encodeURIComponent(well);
    return [
      well,
      json,
      asciiJson(json),
      json.replaceAll('/', '\\/'),
      uri,
      uri.replaceAll('%20', '+'),
      well.replaceAll(/[<>&"']/g, (sign) => `&${entities[sign]};`),
    ];
  });
  return [...new Set(spelt)];
}

const entities: Record<string, string> = { '<': 'lt', '>': 'gt', '&': 'amp', '"': 'quot', "'": 'apos' };

const asciiJson = (json: string): string =>
  json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A text as `encode(bytes, 'escape')` writes it: other bytes than ASCII as octal numbers, a backslash as two. */
const asEscapedBytes = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      if (byte === 0 || byte > 127) return `\\${byte.toString(8).padStart(3, '0')}`;
      return byte === 92 ? '\\\\' : String.fromCharCode(byte);
    })
    .join('');

/** For `like any($1)` over `lower(encode(body, 'escape'))`. */
export const rawPatterns = (marks: readonly string[]): string[] => {
  const escaped = marks.flatMap(rawSpellings).map((text) => asEscapedBytes(text).toLowerCase());
  return [...new Set(escaped)].map((text) => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
};

/** The last digits of a number, which are the same in every country's way to write it. */
const significant = 9;

/**
 * For `~ any($1)`: phone numbers as people type them, with whatever stands between the digits. What was never mapped was
 * never brought to its canonical form either.
 */
export const phonePatterns = (identifiers: readonly { kind: string; value: string }[]): string[] => [
  ...new Set(
    identifiers
      .filter(({ kind }) => kind === 'phone')
      .map(({ value }) => value.replaceAll(/\D/g, '').slice(-significant))
      .filter(({ length }) => length === significant)
      .map((digits) => [...digits].join('[ ./()-]*')),
  ),
];
