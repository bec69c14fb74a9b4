import { job } from '../../job/job.ts';
import { retentionJob } from './run.ts';

/** Every night. Without policies there is nothing to do. */
export const applyRetention = job({
  id: retentionJob,
  title: {
    en: 'Erase what was kept long enough',
    fr: 'Effacer ce qui a été conservé assez longtemps',
  },
  schedule: '20 2 * * *',
  async handle(_args, { privacy }, { signal }) {
    await privacy.retention.run({ signal });
  },
});
