import { Type } from 'typebox';
import { type Language, languages } from '../../text.ts';

/**
 * The language to answer in, by an Accept-Language header (RFC 9110, 12.5.4).
 * @example preferredLanguage('de, en-GB;q=0.8, fr;q=0.5', 'fr') === 'en'
 */
export function preferredLanguage(header: string | null, otherwise: Language): Language {
  let best: { language: Language; quality: number } | undefined;
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const language = languages.find((known) => range === known || range.startsWith(`${known}-`));
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const quality = given === undefined ? 1 : Number(given);
    if (language && quality > (best?.quality ?? 0)) best = { language, quality };
  }
  return best?.language ?? otherwise;
}

export const languageQuery = Type.Optional(
  Type.Enum([...languages], { description: 'Of titles and summaries; by Accept-Language where absent.' }),
);

/** The language of an answer: the one asked for, else what the client prefers, else the deployment's. */
export const languageOf = (asked: Language | undefined, headers: Headers, otherwise: Language): Language =>
  asked ?? preferredLanguage(headers.get('accept-language'), otherwise);
