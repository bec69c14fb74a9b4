import { job } from '../../job/job.ts';
import { attemptsKept } from './attempts.ts';
import { idleSeconds } from './sessions.ts';

/** Sessions, links and attempts that are over: none is there longer than it is good for. */
export const forgetSignIns = job({
  id: 'core.forget-sign-ins',
  title: {
    en: 'Forget ended sessions, links and attempts to sign in',
    fr: 'Oublier les sessions, liens et tentatives de connexion périmés',
  },
  schedule: '27 * * * *',
  async handle(_args, { db, clock }) {
    const now = clock.now();
    await db.query(
      `delete from chaland.user_session
       where expires_at <= $1 or seen_at <= $1::timestamptz - $2 * interval '1 second'`,
      [now, idleSeconds],
    );
    await db.query('delete from chaland.user_link where expires_at <= $1', [now]);
    await db.query('delete from chaland.sign_in_attempt where last_at < $1', [
      new Date(now.getTime() - attemptsKept),
    ]);
  },
});
