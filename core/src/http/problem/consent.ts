import type { ProblemType } from './problem-type.ts';

/** Of consents. */
export const consentProblems = {
  CHL_PURPOSE_UNKNOWN: {
    status: 422,
    title: 'There is no such purpose',
    mend: 'GET /api/purposes lists them; POST /api/purposes makes one.',
  },
  CHL_PURPOSE_ASKS_NOBODY: {
    status: 422,
    title: 'Nobody is asked for this purpose',
    mend: 'Record consent for a purpose that rests on consent or on a legitimate interest.',
  },
  CHL_NOTICE_UNKNOWN: {
    status: 422,
    title: 'There is no such notice',
    mend: 'GET /api/notices lists them with their versions and languages; POST /api/notices writes the next version.',
  },
  CHL_SOFT_OPT_IN_UNFOUNDED: {
    status: 422,
    title: 'A condition of the soft opt-in is missing',
    mend: 'Tell every condition that the detail names, where it is true; otherwise ask for consent and record it as granted.',
  },
  CHL_CHECKPOINT_INVALID: {
    status: 422,
    title: 'This is no checkpoint of consents',
    mend: 'Give the file as `chaland consent checkpoint` wrote it, whole and unchanged.',
  },
  CHL_CONSENT_CONFLICT: {
    status: 409,
    title: 'This source and id were recorded with other content',
    mend: 'Records never change: send what was said since as a new one, with an id of its own.',
  },
} satisfies Record<string, ProblemType>;
