import { type RawBuilder, sql } from 'kysely';
import type { Consents } from '../consent/consents.ts';
import { identityChange } from '../customer/merge/identity-change.ts';
import { uuidv7 } from '../data/uuid.ts';
import { problem } from '../http/problem.ts';
import type { EraseParts } from './erase/erase.ts';

/** The latest thing that a customer said of a purpose as a whole: of all brands, channels and contact points. */
const saidOf = (purpose: string) => sql`
  select distinct on (cp.customer_id) cp.customer_id, s.state, s.occurred_at
  from chaland.consent_state s join chaland.customer_profile cp on cp.profile_id = s.profile_id
  where s.purpose = ${purpose} and s.brand_id is null and s.channel is null and s.contact_kind is null
  order by cp.customer_id, s.occurred_at desc, s.n desc`;

/**
 * Customers whose data must not be used to profile them: they refused profiling, or all of marketing, since an objection
 * to marketing ends profiling for it too (article 21(2) and (3) GDPR). A relation to select from, with `customer_id`: what
 * scores or segments people leaves these out.
 * @example db.rows(sql`… where not exists (select from ${profilingObjectors()} o where o.customer_id = buyer.customer_id)`)
 */
export const profilingObjectors = (): RawBuilder<{ customer_id: string }> => sql`(
  select customer_id
  from (${saidOf('profiling')}) profiling full join (${saidOf('marketing')}) marketing using (customer_id)
  where profiling.state in ('refused', 'withdrawn')
    or (marketing.state in ('refused', 'withdrawn')
      and not coalesce(profiling.state = 'granted' and profiling.occurred_at > marketing.occurred_at, false)))`;

export interface ObjectionOptions {
  /** How it was said: `e-mail`, `store`, `phone`… */
  how?: string | undefined;
}

/**
 * Records that a customer objects to marketing: a refusal of every purpose that is marketing, profiling among them, on
 * every channel, by each of their profiles, so that it holds whatever merge is undone. What is derived of them is made anew
 * at once.
 * @returns the purposes that it was recorded for
 * @throws CHL_NOT_FOUND
 */
export function objectToMarketing(
  { db, clock, extensions, contextOf }: EraseParts,
  consents: Pick<Consents, 'record'>,
  customerId: string,
  { how }: ObjectionOptions,
): Promise<string[]> {
  return db.transaction(async () => {
    const profiles = await db.query<{ id: string }>(
      `select profile_id as id from chaland.customer_profile where customer_id = $1 order by profile_id`,
      [customerId],
    );
    if (profiles.length === 0) throw problem('CHL_NOT_FOUND', { detail: 'no customer has this id' });
    const purposes = await db.query<{ code: string }>(
      'select code from chaland.purpose where marketing order by code',
    );
    const objection = uuidv7(clock.now().getTime());
    const fates = await consents.record(
      profiles.flatMap(({ id }, place) =>
        purposes.map(({ code }) => ({
          id: `objection-${objection}-${place}-${code}`,
          source: 'privacy',
          profileId: id,
          purpose: code,
          state: 'refused',
          ...(how ? { method: how } : {}),
        })),
      ),
    );
    const failed = fates.find((fate) => 'problem' in fate);
    if (failed) throw problem('CHL_CONFLICT', { detail: JSON.stringify(failed.problem) });
    for (const { plugin, value } of extensions.all(identityChange)) {
      await value.recompute?.([customerId], contextOf(plugin));
    }
    return purposes.map(({ code }) => code);
  });
}
