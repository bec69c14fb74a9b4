import { Type } from 'typebox';
import { job } from '../../job/job.ts';

export const pullJob = 'core.pull';

/** Fetches what one connection's other side has. What fails is the connection's, and tried again when it is due. */
export const pullConnection = job<{ connection: string }>({
  id: pullJob,
  title: { en: 'Fetch from a connection', fr: 'Récupérer les données d’une connexion' },
  args: Type.Object({ connection: Type.String({ format: 'uuid' }) }),
  async handle({ connection }, { connections, jobs }, run) {
    const end = await connections.pull(connection, run);
    if (end === 'more') await jobs.enqueue(pullJob, { connection }, { key: connection });
  },
});

/** Every minute: connections whose time has come. */
export const pullDue = job({
  id: 'core.pull-due',
  title: {
    en: 'See which connections are to be fetched from',
    fr: 'Repérer les connexions dont les données sont à récupérer',
  },
  schedule: '* * * * *',
  async handle(_args, { db, clock, jobs }) {
    // One whose process is gone is due, too.
    const due = await db.query<{ id: string }>(
      `select id from chaland.connection
       where state = 'active' and next_pull_at <= $1 and (pull_run is null or pull_lease_until <= $1)
       order by next_pull_at`,
      [clock.now()],
    );
    for (const { id } of due) await jobs.enqueue(pullJob, { connection: id }, { key: id });
  },
});
