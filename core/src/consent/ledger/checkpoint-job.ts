import { job } from '../../job/job.ts';
import { makeCheckpoint } from './checkpoint.ts';

/** Every night: what is dropped or written anew later is told by the last night's heads. */
export const checkpointJob = job({
  id: 'core.consent-checkpoint',
  title: {
    en: 'Make a checkpoint of the consent ledger',
    fr: 'Faire un point de contrôle du registre des consentements',
  },
  schedule: '40 2 * * *',
  async handle(_args, { db, clock }) {
    await makeCheckpoint(db, clock);
  },
});
