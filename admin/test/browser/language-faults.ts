import type { Language } from './look.ts';

/** One text in both languages, as the catalogues and the API have them. */
export type Pair = Record<Language, string>;

export interface Vocabulary {
  /** Grows with what is heard. */
  pairs: Pair[];
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
  const known = matchersOf(pairs);
  const [own, foreign] = [known.said[language], known.differing[other]];
  return [...new Set(texts)].flatMap((text) => {
    if (data.has(text) || own(text)) return [];
    if (/^[a-z]\w*(\.[\w-]+)+$/i.test(text) && !/^\w+\.\w{2,3}$/.test(text)) return [`a key: ${text}`];
    if (foreign(text)) return [`${other}: ${text}`];
    const isForeign = telling[other].test(text) && !telling[language].test(text) && !isMadeOf(text, data);
    return isForeign ? [`reads like ${other}: ${text}`] : [];
  });
}

/** What tells the messages of pairs: all of each language, and those that the other one says otherwise. */
interface Matchers {
  said: Record<Language, Matcher>;
  differing: Record<Language, Matcher>;
  /** How many of the pairs they know. */
  count: number;
}

const made = new WeakMap<readonly Pair[], Matchers>();

/** The matchers of pairs, kept with them: a list that grows from page to page is read on, not anew. */
function matchersOf(pairs: readonly Pair[]): Matchers {
  const both = () => ({ en: matcher(), fr: matcher() });
  const known = made.get(pairs) ?? { said: both(), differing: both(), count: 0 };
  made.set(pairs, known);
  for (const pair of pairs.slice(known.count)) {
    for (const language of ['en', 'fr'] as const) {
      known.said[language].add(pair[language]);
      if (pair.en !== pair.fr) known.differing[language].add(pair[language]);
    }
  }
  known.count = pairs.length;
  return known;
}

/** Says whether a text is one of its messages, with anything in the place of `{…}`, or a piece between two. */
interface Matcher {
  (text: string): boolean;
  add(message: string): void;
}

function matcher(): Matcher {
  const messages = new Set<string>();
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  const matches = (text: string) =>
    whole.has(trimmed(text)) || patterns.some((pattern) => pattern.test(text));
  const add = (forms: string) => {
    if (messages.has(forms)) return;
    messages.add(forms);
    for (const message of forms.split(' | ')) {
      const pieces = message.split(/\{[^}]*\}/);
      for (const piece of pieces) if (letters(piece) >= 3) whole.add(trimmed(piece));
      if (pieces.length === 1 || letters(pieces.join('')) < 3) continue;
      // With the spaces between its words: "{one} for {another}" is not in "information".
      const literal = trimmed(message)
        .split(/\{[^}]*\}/)
        .map((piece) => RegExp.escape(piece));
      patterns.push(new RegExp(`^${literal.join('.*')}$`, 's'));
    }
  };
  return Object.assign(matches, { add });
}

/** Whether what people wrote makes up the text, with little of our own around it. */
function isMadeOf(text: string, data: ReadonlySet<string>): boolean {
  let rest = text;
  for (const written of data) if (written.length > 3) rest = rest.replaceAll(written, '');
  return letters(rest) < 4;
}

const letters = (text: string) => text.match(/\p{L}/gu)?.length ?? 0;
const trimmed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
