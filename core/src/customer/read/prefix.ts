/** Sorts behind every text that begins alike, in the collation "C": U+10FFFF is the last code point that there is. */
export const endOfPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`;
