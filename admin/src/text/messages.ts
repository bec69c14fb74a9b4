import { computed } from 'vue';
import { i18n } from './i18n.ts';
import { type Language, language, type Text } from './language.ts';

/** Texts by name, nested as the author likes. */
export interface Messages {
  readonly [name: string]: string | Messages;
}

/** The same names, with texts of another language. */
export type Translated<M> = { readonly [K in keyof M]: M[K] extends string ? string : Translated<M[K]> };

/** An extension's texts in both languages. */
export interface MessageSet<M extends Messages = Messages> {
  /** The extension's. */
  id: string;
  en: M;
  fr: Translated<M>;
}

/** `title`, `empty.title`: the name of one text. */
export type MessageKey<M> = {
  [K in keyof M & string]: M[K] extends string ? K : `${K}.${MessageKey<M[K]>}`;
}[keyof M & string];

export type Named = Record<string, string | number>;

/** Says one text of a set; `count` among the values chooses between "one | many". */
export type Say<M> = (key: MessageKey<M>, named?: Named) => string;

/**
 * Declares the texts of an extension. The type check sees to it that both languages have the same ones.
 * @example
 * export const messages = defineMessages('loyalty', {
 *   en: { title: 'Loyalty', points: '{count} point | {count} points' },
 *   fr: { title: 'Fidélité', points: '{count} point | {count} points' },
 * });
 */
export function defineMessages<const M extends Messages>(
  id: string,
  texts: { en: M; fr: Translated<M> },
): MessageSet<M> {
  for (const each of ['en', 'fr'] as const) i18n.global.mergeLocaleMessage(each, { [id]: texts[each] });
  return { id, ...texts };
}

/** Says a text by its whole name, for what is only known at run time. */
export function sayByName(id: string, key: string, named: Named = {}): string {
  const whole = `${id}.${key}`;
  return typeof named.count === 'number'
    ? i18n.global.t(whole, named, named.count)
    : i18n.global.t(whole, named);
}

/**
 * The texts of an extension, in the panel's language.
 * @example const { t } = useText(messages); // t('points', { count: 3 })
 */
export function useText<M extends Messages>(set: MessageSet<M>): { t: Say<M> } {
  return { t: (key, named) => sayByName(set.id, key, named) };
}

/** A text that the API gave in both languages, in the panel's. */
export const textOf = (text: Text | undefined | null): string => text?.[language.value] ?? '';

/** The panel's language, for what depends on it. */
export const useLanguage = () => computed<Language>(() => language.value);
