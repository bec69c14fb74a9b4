const short: Record<string, string> = { st: 'saint', ste: 'sainte', s: 'sur' };

/**
 * A town by what its spellings have in common: no accents, hyphens, capitals or CEDEX, saints written whole, and
 * Paris, Lyon and Marseille without the number of an arrondissement.
 * @example nameKey("ST ETIENNE CEDEX 2") === nameKey('Saint-Étienne')
 */
export const nameKey = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\bcedex\b.*$/, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    // "CHALONS S/ SAONE"
    .replaceAll(/\bs\//g, 'sur ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word, index) => (index === 0 && word === 's' ? word : (short[word] ?? word)))
    .join(' ')
    .replace(/^(paris|lyon|marseille) \d{1,2}.*$/, '$1');
