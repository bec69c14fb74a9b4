import { subscriber } from '../../moment/stream/subscriber.ts';
import { mergeMatchesId } from '../linking/job-ids.ts';
import { matchBands } from './bands.ts';
import { matchAllJob, matchingSettings } from './jobs.ts';
import { changedProfiles } from './run/changed-profiles.ts';
import { matchProfiles } from './run/match-profiles.ts';

/** Minutes that an import may pause before the whole base is compared. */
const afterImport = 10;

/**
 * Compares the people of new moments where they are new, or changed what they are found by. People who come with an
 * import are not compared one by one: the whole base is, once, soon after it began.
 */
export const matchNewProfiles = subscriber({
  id: 'core.match',
  title: { en: 'Compare new and changed profiles', fr: 'Comparer les profils nouveaux ou modifiés' },
  from: 'now',
  async handle(moments, context) {
    const { db, clock, locale, jobs } = context;
    const settings = await matchingSettings(context);
    if (!settings.enabled) return;
    const live = [...new Set(moments.filter((moment) => moment.live).map(({ profileId }) => profileId))];
    const changed = await changedProfiles(db, live, locale.country);
    const found = await matchProfiles(db, changed, { country: locale.country, now: clock.now(), settings });
    const bandOf = matchBands(settings);
    if (found.some((pair) => bandOf(pair) === 'automatic')) {
      await jobs.enqueue(mergeMatchesId, { profiles: changed });
    }
    if (moments.some((moment) => !moment.live)) {
      const after = new Date(clock.now().getTime() + afterImport * 60_000);
      await jobs.enqueue(matchAllJob, {}, { key: 'after-import', after });
    }
  },
});
