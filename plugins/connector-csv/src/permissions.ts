import type { Permission } from '@chaland/core';

/** Uploading files and mappings, importing them, and seeing the rows that were rejected. */
export const writeImports = 'connector-csv.imports.write';

/** Seeing which files were imported, and how far. */
export const readImports = 'connector-csv.imports.read';

export const permissions: readonly Permission[] = [
  {
    id: readImports,
    title: { en: 'See imports of CSV files', fr: 'Voir les imports de fichiers CSV' },
  },
  {
    id: writeImports,
    title: {
      en: 'Import CSV files, and read rejected rows',
      fr: 'Importer des fichiers CSV et lire les lignes rejetées',
    },
  },
];
