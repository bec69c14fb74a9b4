import { subscriber } from '../../moment/stream/subscriber.ts';
import { matchAllJob, matchChangedJob, matchingSettings } from './jobs.ts';
import { notePending } from './run/pending.ts';

/** Minutes that an import may pause before the whole base is compared. */
const afterImport = 10;

/** Seconds that new profiles wait for others to be compared with them. */
const together = 1;

/**
 * Notes whom new moments are of; a job compares them where they are new, or changed what they are found by. Not here:
 * names that are spelt alike take 20 ms each to find among a million, and everybody who reads the stream would wait.
 * People who come with an import are not compared one by one: the whole base is, once, soon after it began.
 */
export const matchNewProfiles = subscriber({
  id: 'core.match',
  title: { en: 'Compare new and changed profiles', fr: 'Comparer les profils nouveaux ou modifiés' },
  from: 'now',
  async handle(moments, context) {
    const { db, clock, jobs } = context;
    if (!(await matchingSettings(context)).enabled) return;
    const soon = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
    const live = moments.filter((moment) => moment.live);
    if (live.length > 0) {
      await notePending(
        db,
        live.map(({ profileId }) => profileId),
      );
      await jobs.enqueue(matchChangedJob, {}, { key: 'pending', after: soon(together) });
    }
    if (live.length < moments.length) {
      await jobs.enqueue(matchAllJob, {}, { key: 'after-import', after: soon(afterImport * 60) });
    }
  },
});
