/** Characters of a source made from a name at most. */
const longest = 60;

/** A name as a source has it: `Boutique en ligne` becomes `boutique-en-ligne`. */
export const sourceName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longest)
    .replace(/-$/, '');
