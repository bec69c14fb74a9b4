import { defineProblems } from '@chaland/core';

/** What can be wrong with a log, or with the file that it lies in. */
export const problem = defineProblems({
  POSLOG_XML: {
    status: 422,
    title: 'The transaction is not well-formed XML',
    mend: 'Let the till write it again: under the same number it counts once.',
  },
  POSLOG_UNSAFE: {
    status: 422,
    title: 'The log declares a document type',
    mend: 'POSLog has none. Entities that it could declare are never expanded: have it written without.',
  },
  POSLOG_CUT_SHORT: {
    status: 422,
    title: 'The log ends in the middle of a transaction',
    mend: 'It was cut off on its way. What was whole is kept; put the whole file in its place, and nothing counts twice.',
  },
  POSLOG_TOO_LARGE: {
    status: 422,
    title: 'A transaction is larger than any receipt',
    mend: 'Look whether its end tag is missing.',
  },
  POSLOG_ENCODING: {
    status: 422,
    title: 'The log is in an encoding that cannot be read',
    mend: 'Write it in UTF-8, UTF-16, ISO-8859-1 or windows-1252.',
  },
  POSLOG_TOTAL: {
    status: 422,
    title: 'The lines do not add up to the total',
    mend: 'The log says something that this connector does not read. Show it to whoever looks after the connection.',
  },
});
