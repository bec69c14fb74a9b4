/** One space between words, none around them; accents as single characters; one kind of apostrophe. */
export const tidied = (text: string): string =>
  // Nearly everything is tidy already, and asking is cheaper than replacing.
  /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text)
    ? text
    : text
        .normalize('NFC')
        .replaceAll(/[\s\p{C}]+/gu, ' ')
        .replaceAll(/[’‘ʼ`´]/g, "'")
        .trim();

/** "STRAßER" is: ß has no capital that anybody writes. */
export function isUpper(text: string): boolean {
  const cased = text.replaceAll('ß', '');
  return cased === cased.toUpperCase() && cased !== cased.toLowerCase();
}
export const isLower = (text: string): boolean => text === text.toLowerCase() && text !== text.toUpperCase();

/** "éLODIE" is "Élodie". */
export const capitalised = (word: string): string => {
  const [first = ''] = word;
  const large = first.toUpperCase();
  // "ß" has no capital: "SS" would be two.
  return ([...large].length === 1 ? large : first) + word.slice(first.length).toLowerCase();
};
