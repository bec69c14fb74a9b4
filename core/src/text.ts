/** A text for people, in every language that Chaland speaks. */
export interface Text {
  en: string;
  fr: string;
}

export type Language = keyof Text;

export const languages: readonly Language[] = ['fr', 'en'];
