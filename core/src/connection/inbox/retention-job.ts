import { job } from '../../job/job.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import { forgetDeliveries } from './retention.ts';

/** Every night. */
export const forgetOldDeliveries = job({
  id: 'core.forget-deliveries',
  title: {
    en: 'Remove deliveries that were kept long enough',
    fr: 'Supprimer les réceptions conservées assez longtemps',
  },
  schedule: '50 2 * * *',
  async handle(_args, { db, clock, settings, log }, { signal }) {
    const { connections } = await settings<CoreSettings>();
    const forgotten = await forgetDeliveries(db, clock, connections, signal);
    if (forgotten.stripped + forgotten.removed > 0) log.info(forgotten, 'old deliveries were removed');
  },
});
