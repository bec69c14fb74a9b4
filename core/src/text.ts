import { Type } from 'typebox';

/** A text for people, in every language that Chaland speaks. */
export interface Text {
  en: string;
  fr: string;
}

export type Language = keyof Text;

export const languages: readonly Language[] = ['fr', 'en'];

/** The same as JSON Schema, for routes that tell one. */
export const TextSchema = Type.Object({ en: Type.String(), fr: Type.String() });
