import type { Permission } from '@chaland/core';

/** Seeing which files were imported, and how far. */
export const readImports = 'connector-csv.imports.read';

export const importsPermission: Permission = {
  id: readImports,
  title: { en: 'See imports of CSV files', fr: 'Voir les imports de fichiers CSV' },
};
