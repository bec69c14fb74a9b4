import type { Language } from '@chaland/core';
import type { ShownArticle } from '../contract.ts';

/** Names at most in one line; the others are counted. */
const named = 2;

const others = {
  en: (count: number) => `${count} more`,
  fr: (count: number) => `${count} ${count > 1 ? 'autres' : 'autre'}`,
};

/** @example enumeration(['Coat', 'Scarf', 'Belt'], 'en') === 'Coat, Scarf and 1 more' */
export function enumeration(names: readonly string[], language: Language): string {
  const rest = names.length - named;
  const shown = rest > 0 ? [...names.slice(0, named), others[language](rest)] : names;
  const last = shown.at(-1) ?? '';
  const and = language === 'fr' ? ' et ' : ' and ';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')}${and}${last}` : last;
}

export const nameOf = ({ name, sku }: ShownArticle): string => name ?? sku;

/** `", 12 min"`, in both languages; nothing where it isn't known. */
export const lasting = (minutes: number | undefined): string => (minutes ? `, ${minutes}\u00a0min` : '');
