import { route, Type } from '@chaland/core';
import { readProgress } from './progress.ts';

export const progressRoute = route({
  method: 'GET',
  path: '/api/x/demo/progress',
  summary: 'How much of the simulated retailer is in',
  tag: 'Demo',
  permission: '*',
  unaudited: true,
  responses: {
    200: {
      description: 'So far; complete once `customers` is `of`',
      schema: Type.Object({
        customers: Type.Integer(),
        of: Type.Integer(),
        moments: Type.Integer(),
        until: Type.Union([Type.String({ format: 'date' }), Type.Null()], {
          description: 'The day after the last one of the history',
        }),
      }),
    },
  },
  async handler(_, { db }) {
    const progress = await readProgress(db);
    return {
      customers: progress?.filled ?? 0,
      of: progress?.people ?? 0,
      moments: progress?.moments ?? 0,
      until: progress?.until ?? null,
    };
  },
});
