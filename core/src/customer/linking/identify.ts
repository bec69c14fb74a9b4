import { subscriber } from '../../moment/stream/subscriber.ts';
import { linkJobId } from './job-ids.ts';
import { toSeparate } from './separate.ts';

/**
 * Reads along the stream for people who turn out to be one, and asks a job to merge them: here the moments' profiles
 * are held, and a merge holds those of everybody whom it touches.
 */
export const identify = subscriber({
  id: 'core.identify',
  title: { en: 'Customers who turn out to be one', fr: 'Clients qui se révèlent n’en être qu’un' },
  from: 'beginning',
  async handle(moments, { db, jobs, merges }) {
    const profiles = new Set(moments.map(({ profileId }) => profileId));
    const pairs = await merges.links([...profiles]);
    if (pairs.length === 0 && (await toSeparate(db)).length === 0) return;
    const at = new Date(Math.max(...moments.map(({ time }) => time.getTime()))).toISOString();
    await jobs.enqueue(linkJobId, { pairs, at });
  },
});
