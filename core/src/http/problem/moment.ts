import type { ProblemType } from './problem-type.ts';

/** Of moments: what they name, who reads them, how they come in. */
export const momentProblems = {
  CHL_MOMENT_TYPE_UNKNOWN: {
    status: 422,
    title: 'No installed plugin knows this moment type',
    mend: 'GET /api/moment-types lists the known ones; enable the plugin that brings it, or correct the type.',
  },
  CHL_MOMENT_VERSION_UNKNOWN: {
    status: 422,
    title: 'This version of the moment type is not known',
    mend: 'Send a version that GET /api/moment-types lists, or leave it out for the newest.',
  },
  CHL_MOMENT_IN_FUTURE: {
    status: 422,
    title: 'The moment lies in the future',
    mend: "Check the sender's clock and time zone; moments.futureTolerance sets how far ahead is accepted.",
  },
  CHL_MOMENT_CONFLICT: {
    status: 409,
    title: 'This source and id were recorded with other content',
    mend: 'Send a correction as a new moment that names what it corrects, or a new id.',
  },
  CHL_STORE_UNKNOWN: {
    status: 422,
    title: 'No store has this code',
    mend: 'Create it with POST /api/stores, or correct the code.',
  },
  CHL_BRAND_UNKNOWN: {
    status: 422,
    title: 'No brand has this code',
    mend: 'Create it with POST /api/brands, or correct the code.',
  },
  CHL_STAFF_UNKNOWN: {
    status: 422,
    title: 'Nobody on the staff has this code',
    mend: 'Create them with POST /api/staff, or correct the code.',
  },
  CHL_CURRENCY_UNKNOWN: {
    status: 422,
    title: 'There is no such currency',
    mend: 'Use an ISO 4217 code such as EUR.',
  },
  CHL_IDENTIFIER_KIND_UNKNOWN: {
    status: 422,
    title: 'No such kind of identifier',
    mend: 'Use one of the kinds that the detail lists, or register the kind in a plugin.',
  },
  CHL_IDENTIFIER_INVALID: {
    status: 422,
    title: 'The identifier is not valid for its kind',
    mend: 'Correct the value, or leave the identifier out.',
  },
  CHL_SUBSCRIPTION_UNKNOWN: {
    status: 404,
    title: 'There is no such subscription',
    mend: 'Use one of the names that the detail lists; a subscription of a plugin that is not enabled has none.',
  },
  CHL_SUBSCRIPTION_NO_RESET: {
    status: 409,
    title: 'This subscription cannot be replayed',
    mend: 'It has no way to forget, so that everything would count twice. Give its subscriber a reset.',
  },
  CHL_STREAM_HELD: {
    status: 503,
    title: 'Moments are committed but cannot be read in order yet',
    mend: 'Let the transaction that the detail names end, or end its session, then try again.',
  },
  CHL_IMPORTER_UNKNOWN: {
    status: 422,
    title: 'No enabled plugin reads this kind of file',
    mend: 'Enable a plugin that does, such as connector-csv, or give the file the ending that tells its kind.',
  },
  CHL_JOB_UNKNOWN: {
    status: 404,
    title: 'No enabled plugin has this job',
    mend: 'GET /api/jobs lists the known ones; enable the plugin that brings it, or correct the id.',
  },
} satisfies Record<string, ProblemType>;
