import { job } from '../../job/job.ts';

/** Secrets of before a rotation are of use until its time of grace is over, and a risk from then on. */
export const forgetRotated = job({
  id: 'core.forget-rotated-secrets',
  title: {
    en: 'Forget secrets that were replaced',
    fr: 'Oublier les secrets remplacés',
  },
  schedule: '17 * * * *',
  async handle(_args, { db, clock }) {
    await db.query(
      'update chaland.connection set previous_secrets = null, previous_until = null where previous_until <= $1',
      [clock.now()],
    );
  },
});
