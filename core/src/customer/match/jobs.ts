import type { Context } from '../../context.ts';
import { job } from '../../job/job.ts';
import { holdOffErasures } from '../../privacy/erase/gate.ts';
import { mergeMatchesId } from '../linking/job-ids.ts';
import { matchBands } from './bands.ts';
import { changedProfiles } from './run/changed-profiles.ts';
import { matchAll } from './run/match-all.ts';
import { matchProfiles } from './run/match-profiles.ts';
import { takePending } from './run/pending.ts';
import { defaultMatchingSettings, type MatchingSettings } from './settings.ts';

/** What is set of matching, in core's own settings. */
export async function matchingSettings({ settings }: Pick<Context, 'settings'>): Promise<MatchingSettings> {
  const { identity } = await settings<{ identity?: { matching?: Partial<MatchingSettings> } }>();
  return { ...defaultMatchingSettings, ...identity?.matching };
}

export const matchAllJob = 'core.match-all';

export const matchChangedJob = 'core.match-changed';

/** Profiles that are compared in one transaction: some 20 ms each at most. */
const atOnce = 50;

/**
 * Compares the profiles of new moments, until none is left. It is asked for with them; the schedule is for those who were
 * noted in the very instant in which a run ended.
 */
export const matchChangedProfiles = job({
  id: matchChangedJob,
  title: { en: 'Compare new and changed profiles', fr: 'Comparer les profils nouveaux ou modifiés' },
  schedule: '*/10 * * * *',
  async handle(_args, context, { signal }) {
    const { db, clock, jobs, locale } = context;
    const settings = await matchingSettings(context);
    const bandOf = matchBands(settings);
    let taken = 0;
    do {
      signal.throwIfAborted();
      taken = await db.transaction(async () => {
        await db.query(holdOffErasures);
        const pending = await takePending(db, atOnce);
        const changed = await changedProfiles(db, pending, locale.country);
        const found = await matchProfiles(db, changed, {
          country: locale.country,
          now: clock.now(),
          settings,
        });
        if (found.some((pair) => bandOf(pair) === 'automatic')) {
          await jobs.enqueue(mergeMatchesId, { profiles: changed });
        }
        return pending.length;
      });
    } while (taken > 0);
  },
});

/** Sundays, before anybody is at work: so that weights and frequencies keep up with the base. */
export const matchWholeBase = job({
  id: matchAllJob,
  title: { en: 'Compare the whole base for duplicates', fr: 'Rechercher les doublons dans toute la base' },
  schedule: '41 2 * * 0',
  async handle(_args, context, { id, signal }) {
    const { db, clock, locale, log } = context;
    const settings = await matchingSettings(context);
    const { profiles, candidates, pairs, stages } = await matchAll({
      db,
      clock,
      settings,
      country: locale.country,
      id,
      signal,
    });
    await context.jobs.enqueue(mergeMatchesId, {}, { key: 'all' });
    log.info({ profiles, candidates, pairs, stages }, 'whole base compared');
  },
});
