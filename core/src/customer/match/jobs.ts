import type { Context } from '../../context.ts';
import { job } from '../../job/job.ts';
import { mergeMatchesId } from '../linking/job-ids.ts';
import { matchAll } from './run/match-all.ts';
import { defaultMatchingSettings, type MatchingSettings } from './settings.ts';

/** What is set of matching, in core's own settings. */
export async function matchingSettings({ settings }: Pick<Context, 'settings'>): Promise<MatchingSettings> {
  const { identity } = await settings<{ identity?: { matching?: Partial<MatchingSettings> } }>();
  return { ...defaultMatchingSettings, ...identity?.matching };
}

export const matchAllJob = 'core.match-all';

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
