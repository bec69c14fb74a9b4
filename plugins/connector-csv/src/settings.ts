import { type Context, Type } from '@chaland/core';

export const ImportSettings = Type.Object({
  keepDays: Type.Integer({
    minimum: 1,
    maximum: 90,
    default: 7,
    'x-title': { en: 'Days that uploaded files are kept', fr: 'Jours de conservation des fichiers envoyés' },
    'x-description': {
      en: 'An uploaded file and its rejected rows hold personal data. They are removed so many days after they were last used.',
      fr: 'Un fichier envoyé et ses lignes rejetées contiennent des données personnelles. Ils sont supprimés ce nombre de jours après leur dernière utilisation.',
    },
  }),
  largestFile: Type.Integer({
    minimum: 1,
    maximum: 102_400,
    default: 1_024,
    'x-title': { en: 'Largest file, in MiB', fr: 'Taille maximale d’un fichier, en Mio' },
    'x-description': {
      en: 'As it is uploaded, packed or not.',
      fr: 'Tel qu’il est envoyé, compressé ou non.',
    },
  }),
});

interface Settings {
  keepDays: number;
  largestFile: number;
}

export async function importSettings({ settings, clock }: Pick<Context, 'settings' | 'clock'>) {
  const { keepDays, largestFile } = await settings<Settings>();
  return {
    /** Bytes. */
    limit: largestFile * 1024 * 1024,
    /** When a file that is used now is to be removed. */
    keptUntil: () => new Date(clock.now().getTime() + keepDays * 24 * 3_600_000),
    /** What was last written before this is to be removed. */
    keptFrom: () => new Date(clock.now().getTime() - keepDays * 24 * 3_600_000),
  };
}
