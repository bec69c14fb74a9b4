import type { Language } from './look.ts';

/** One text in both languages, as the catalogues and the API have them. */
export type Pair = Record<Language, string>;

export interface Vocabulary {
  pairs: readonly Pair[];
  /** Names, codes and whatever else people or sources wrote: it stays as it is in every language. */
  data: ReadonlySet<string>;
}

/** Words that tell a sentence's language, and mean nothing in the other. */
const telling: Record<Language, RegExp> = {
  en: /\b(the|of|and|your|you|is|are|not|with|for|this|that|from|has|have|was|by|be|to|no)\b/i,
  fr: /(?<!\p{L})(le|la|les|des|du|une|est|sont|pas|pour|avec|dans|sur|aucun|aucune|vous|votre|vos|cette|ces|et|qui|que|par|au|aux|[ldnscj]['’]\p{L}+)(?!\p{L})/iu,
};

/**
 * What is wrong with the texts of a page in `language`: a key instead of its message, a message of the other
 * language, or a sentence that no catalogue knows and that reads like the other language.
 */
export function languageFaults(
  texts: readonly string[],
  language: Language,
  { pairs, data }: Vocabulary,
): string[] {
  const other: Language = language === 'fr' ? 'en' : 'fr';
  const own = matcher(pairs.map((pair) => pair[language]));
  const foreign = matcher(pairs.filter(({ en, fr }) => en !== fr).map((pair) => pair[other]));
  return [...new Set(texts)].flatMap((text) => {
    if (data.has(text) || own(text)) return [];
    if (/^[a-z]\w*(\.[\w-]+)+$/i.test(text) && !/^\w+\.\w{2,3}$/.test(text)) return [`a key: ${text}`];
    if (foreign(text)) return [`${other}: ${text}`];
    const isForeign = telling[other].test(text) && !telling[language].test(text) && !isMadeOf(text, data);
    return isForeign ? [`reads like ${other}: ${text}`] : [];
  });
}

/** Whether a text is one of these messages, with anything in the place of `{…}`, or a piece between two. */
function matcher(messages: readonly string[]): (text: string) => boolean {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  for (const message of messages.flatMap((forms) => forms.split(' | '))) {
    const pieces = message.split(/\{[^}]*\}/);
    for (const piece of pieces) if (letters(piece) >= 3) whole.add(trimmed(piece));
    if (pieces.length === 1 || letters(pieces.join('')) < 3) continue;
    patterns.push(new RegExp(`^${pieces.map((piece) => RegExp.escape(trimmed(piece))).join('.*')}$`, 's'));
  }
  return (text) => whole.has(trimmed(text)) || patterns.some((pattern) => pattern.test(text));
}

/** Whether what people wrote makes up the text, with little of our own around it. */
function isMadeOf(text: string, data: ReadonlySet<string>): boolean {
  let rest = text;
  for (const written of data) if (written.length > 3) rest = rest.replaceAll(written, '');
  return letters(rest) < 4;
}

const letters = (text: string) => text.match(/\p{L}/gu)?.length ?? 0;
const trimmed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
