import type { Fate, Ingest } from '../moment/moment.ts';
import type { Metrics } from './metrics.ts';

/** Ingest as the API's paths see it: what becomes of each moment is counted. */
export const countFates = (moments: Ingest, metrics: Metrics): Ingest => {
  const counted = (fates: readonly Fate[]) => {
    for (const { fate } of fates) metrics.fate(fate);
  };
  return {
    ...moments,
    async record(items, options) {
      const fates = await moments.record(items, options);
      counted(fates);
      return fates;
    },
    async recordOne(item, options) {
      const fate = await moments.recordOne(item, options);
      counted([fate]);
      return fate;
    },
  };
};
