import { job, Type } from '@chaland/core';
import { completeRun, requestRun } from './run.ts';

export const scoreJob = job<{ run?: string }>({
  id: 'score-rfm.score',
  title: { en: 'Score all customers', fr: 'Noter tous les clients' },
  args: Type.Object({ run: Type.Optional(Type.String({ format: 'uuid' })) }),
  // At night, when the shops' last receipts are in.
  schedule: '15 4 * * *',
  async handle({ run }, context) {
    await completeRun(context, run ?? (await requestRun(context)).id);
  },
});
