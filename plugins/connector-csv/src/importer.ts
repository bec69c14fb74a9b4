import { importer } from '@chaland/core';
import { importFile } from './import/run.ts';

/** What `chaland import <file> --mapping <mapping>` runs for CSV files. */
export const csvImporter = importer({
  id: 'connector-csv.file',
  title: { en: 'CSV files', fr: 'Fichiers CSV' },
  accepts: (file) => /\.(csv|tsv|txt)(\.gz)?$/i.test(file),
  run: importFile,
});
