import { job } from '../job/job.ts';
import { answersKept } from './idempotency.ts';

/** Answers kept for an Idempotency-Key may hold personal data: none is there longer than it is good for. */
export const forgetAnswers = job({
  id: 'core.forget-idempotency-keys',
  title: { en: 'Forget old Idempotency-Keys', fr: 'Oublier les anciennes clés d’idempotence' },
  schedule: '17 * * * *',
  async handle(_args, { db, clock }) {
    const before = new Date(clock.now().getTime() - answersKept);
    await db.query('delete from chaland.idempotency where created_at < $1', [before]);
  },
});
