import { defineProblems } from '@chaland/core';

export const problem = defineProblems({
  SIGNALS_MAPPING: {
    status: 422,
    title: 'The mapping of the webhook failed',
    mend: 'Correct the mapping in the connection, with the body as a sample, and replay the delivery.',
  },
});
