import { defineProblems } from '@chaland/core';

/** What can be wrong with a whole file or mapping. A bad row is no problem: it goes to the rejects. */
export const problem = defineProblems({
  CSV_FILE_UNREADABLE: {
    status: 422,
    title: 'The file cannot be read',
    mend: 'Check the path and who may read it.',
  },
  CSV_FILE_EMPTY: {
    status: 422,
    title: 'The file is empty',
    mend: 'Export it again; the first line holds the names of the columns.',
  },
  CSV_FILE_FORMAT: {
    status: 422,
    title: 'The file is not text with separated values',
    mend: 'Export it as CSV, in UTF-8 or in the encoding that the mapping names; it may be packed with gzip.',
  },
  CSV_FILE_CUT_SHORT: {
    status: 422,
    title: 'The packed file ends too early',
    mend: 'It was cut off on its way, or is damaged: get it again. What was recorded stays, and is not recorded twice.',
  },
  CSV_COLUMN_MISSING: {
    status: 422,
    title: 'The file lacks a column that the mapping uses',
    mend: 'Correct the name in the mapping, or export the column.',
  },
  CSV_COLUMN_TWICE: {
    status: 422,
    title: 'Two columns have the same name',
    mend: 'Rename one of them in the file.',
  },
  CSV_MAPPING_MISSING: {
    status: 422,
    title: 'A CSV file needs a mapping',
    mend: 'Name it with --mapping, or in the connection; the README of connector-csv shows how to write one.',
  },
  CSV_MAPPING_UNKNOWN: {
    status: 422,
    title: 'There is no mapping of this name',
    mend: 'Save it again by this id, or name another one in the connection.',
  },
  CSV_MAPPING_INVALID: {
    status: 422,
    title: 'The mapping is not valid',
    mend: 'Correct what the pointers name; mapping.schema.json describes every value.',
  },
  CSV_ROW_REJECTED: {
    status: 422,
    title: 'Rows of a dropped file cannot be used',
    mend: 'Correct the mapping and replay the delivery, or drop a file with the rows mended: the others are not recorded twice.',
  },
  CSV_FILE_TOO_LARGE: {
    status: 413,
    title: 'The file is too large to be uploaded',
    mend: 'Pack it with gzip, raise the limit in the settings of connector-csv, or import it with `chaland import` on the server.',
  },
  CSV_DISK_FULL: {
    status: 507,
    title: 'The disk of the server is full',
    mend: 'Free some space where CHALAND_IMPORTS points to, and upload the file again. Nothing of it was kept.',
  },
  CSV_FILE_GONE: {
    status: 409,
    title: 'The file is not here',
    mend: 'It is removed some days after its upload, and is never kept of an import by the command line. Upload it again: what was recorded is not recorded twice.',
  },
  CSV_IMPORT_BUSY: {
    status: 409,
    title: 'This import is under way',
    mend: 'Wait until it ends, or cancel it first.',
  },
  CSV_IMPORT_BEGUN: {
    status: 409,
    title: 'Rows were already recorded by another mapping',
    mend: 'Go on with the same mapping, or upload the file again for the other one.',
  },
  CSV_MAPPING_SHIPPED: {
    status: 409,
    title: 'This mapping comes with the plugin',
    mend: 'Save yours by another id.',
  },
});
