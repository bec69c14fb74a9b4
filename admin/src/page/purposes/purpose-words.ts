import type { Purpose } from '../consent/use-purposes.ts';

/** The words of a purpose, as fields of a form. */
export interface PurposeWords {
  nameEn: string;
  nameFr: string;
  descriptionEn: string;
  descriptionFr: string;
}

export const wordFields = ['nameEn', 'nameFr', 'descriptionEn', 'descriptionFr'] as const;

export const noWords = (): PurposeWords => ({ nameEn: '', nameFr: '', descriptionEn: '', descriptionFr: '' });

export const wordsOf = ({ title, description }: Purpose): PurposeWords => ({
  nameEn: title.en,
  nameFr: title.fr,
  descriptionEn: description.en,
  descriptionFr: description.fr,
});

/** As the API takes them. */
export const textsOf = ({ nameEn, nameFr, descriptionEn, descriptionFr }: PurposeWords) => ({
  title: { en: nameEn.trim(), fr: nameFr.trim() },
  description: { en: descriptionEn.trim(), fr: descriptionFr.trim() },
});
