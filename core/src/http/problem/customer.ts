import type { ProblemType } from './problem-type.ts';

/** Of customers, and of writing to them. */
export const customerProblems = {
  CHL_MERGE_SAME: {
    status: 422,
    title: 'A customer can not be merged with themselves',
    mend: 'Name two customers.',
  },
  CHL_MERGE_MERGED: {
    status: 409,
    title: 'This customer was merged into another already',
    mend: 'Name the customer that it was merged into.',
  },
  CHL_MERGE_BLOCKED: {
    status: 409,
    title: 'Something keeps these customers from being merged by themselves',
    mend: 'Compare the two; a person can still merge them with POST /api/merges.',
  },
  CHL_MERGE_UNDONE: {
    status: 409,
    title: 'This merge was undone already',
    mend: 'Nothing is left to do; GET /api/merges/{id} says who undid it.',
  },
  CHL_MERGE_ERASED: {
    status: 410,
    title: 'This merge can not be undone: the person was erased',
    mend: 'Nothing of them is left that could be taken apart.',
  },
  CHL_CUSTOMER_ERASED: {
    status: 410,
    title: 'This person was erased',
    mend: 'Nothing is held on them any more; who comes again is somebody new.',
  },
  CHL_CHANNEL_UNKNOWN: {
    status: 422,
    title: 'No enabled plugin serves this channel',
    mend: 'Use one of the channels that the detail lists, or enable the plugin that serves it.',
  },
  CHL_MESSAGE_REFUSED: {
    status: 409,
    title: 'This message can not be requested',
    mend: 'The code in the detail says why: there is nobody to write to, nowhere to write, or no time left.',
  },
} satisfies Record<string, ProblemType>;
