import type { ContactPoint } from '../contact-point.ts';
import type { Choice, ChoiceScope } from './choices.ts';

/** How a page names a choice: nothing personal in it, and another name once the contact point is another. */
export const keyOf = (
  { purpose, channel, brand, contactPoint }: ChoiceScope,
  refer: (contactPoint: ContactPoint) => string,
): string =>
  [purpose.code, channel?.id ?? '', brand?.code ?? '', contactPoint ? refer(contactPoint) : ''].join('\n');

/** What a page says of a choice as it showed it, so that only what the person changed is recorded. */
export interface ChoiceField {
  key: string;
  /** Whether it was on. */
  seen: boolean;
  /** The notice's version and language that were shown. */
  version?: number;
  language?: string;
}

export const fieldOf = (key: string, { answer, notice }: Choice): string =>
  JSON.stringify([key, answer.allowed, ...(notice ? [notice.version, notice.language] : [])]);

/** What a form sent back; nothing where it isn't what a page shows. */
export function readField(text: string): ChoiceField | undefined {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(said)) return undefined;
  const [key, seen, version, language] = said as unknown[];
  if (typeof key !== 'string' || typeof seen !== 'boolean') return undefined;
  return Number.isSafeInteger(version) && typeof language === 'string'
    ? { key, seen, version: version as number, language }
    : { key, seen };
}
