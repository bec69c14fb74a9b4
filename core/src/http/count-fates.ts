import type { Ingest } from '../moment/moment.ts';
import type { Metrics } from './metrics.ts';

/** Ingest as the API's paths see it: what becomes of each moment is counted. */
export const countFates = (moments: Ingest, metrics: Metrics): Ingest => ({
  ...moments,
  async record(items, options) {
    const fates = await moments.record(items, options);
    const counts = new Map<string, number>();
    for (const { fate } of fates) counts.set(fate, (counts.get(fate) ?? 0) + 1);
    metrics.fates(counts);
    return fates;
  },
});
