import type { Principal } from '../../access/principal.ts';
import type { SurvivorshipRules } from '../../customer/survivorship/rules.ts';
import { uuidArray } from '../../data/binary-array.ts';
import { type EraseParts, eraseCustomers } from './erase.ts';
import { eraseProfiles } from './erase-profiles.ts';
import { enterErasure } from './gate.ts';
import { eraseMomentsOf, forgetMomentKeys, keysToForget } from './moments-of.ts';

/** Persons, and moments, erased in one transaction: ingest waits for it. */
const atOnce = { people: 50, moments: 500 };

/** How far the erasure of a source is: JSON, to be kept and handed in again. */
export interface SourcePlace {
  /** First the people it told of, then the moments of nobody. */
  stage: 'people' | 'moments';
  after: string | null;
}

export const sourceBeginning: SourcePlace = { stage: 'people', after: null };

export interface SourceErasureOptions {
  by: Pick<Principal, 'kind' | 'id' | 'name'>;
  rules: SurvivorshipRules;
}

/**
 * Erases the next batch of what a source told. Customers whom no other source tells of are erased as by a request of
 * theirs; of the others, what this source said. Moments that must stay, as receipts, are made nobody's.
 * @returns where to go on, and how many people or moments were dealt with; no place once nothing is left
 */
export async function eraseSourceNext(
  parts: EraseParts,
  source: string,
  place: SourcePlace,
  options: SourceErasureOptions,
): Promise<{ next: SourcePlace | undefined; done: number }> {
  return place.stage === 'people'
    ? erasePeople(parts, source, place.after, options)
    : eraseNobodysMoments(parts, source, place.after);
}

async function erasePeople(
  parts: EraseParts,
  source: string,
  after: string | null,
  { by, rules }: SourceErasureOptions,
): Promise<{ next: SourcePlace; done: number }> {
  const { db } = parts;
  const page = await db.query<{ id: string; customer: string }>(
    `select id, customer_id as customer from chaland.profile
     where source = $1 and ($2::uuid is null or id > $2) order by id limit ${atOnce.people}`,
    [source, after],
  );
  if (page.length === 0) return { next: { stage: 'moments', after: null }, done: 0 };
  const customerIds = [...new Set(page.map(({ customer }) => customer))];
  const alone = await eraseThoseAlone(parts, source, customerIds, by);
  const others = page.flatMap(({ id, customer }) => (alone.has(customer) ? [] : [id]));
  if (others.length > 0) await eraseProfiles(parts, source, others, { by, rules });
  return { next: { stage: 'people', after: page.at(-1)!.id }, done: page.length };
}

/** @returns the customers of these whom no other source tells of: they are erased */
function eraseThoseAlone(
  parts: EraseParts,
  source: string,
  customerIds: readonly string[],
  by: SourceErasureOptions['by'],
): Promise<Set<string>> {
  const { db } = parts;
  return db.transaction(async () => {
    // Nobody joins them meanwhile.
    await enterErasure(db);
    const profiles = await db.query<{ customer: string; profile: string; own: boolean }>(
      `select cp.customer_id as customer, cp.profile_id as profile, p.source = $2 as own
       from chaland.customer_profile cp join chaland.profile p on p.id = cp.profile_id
       where cp.customer_id = any($1::uuid[])`,
      [uuidArray(customerIds), source],
    );
    const told = new Set(profiles.flatMap(({ customer, own }) => (own ? [] : [customer])));
    const alone = new Set(profiles.map(({ customer }) => customer).filter((customer) => !told.has(customer)));
    if (alone.size === 0) return alone;
    const theirs = profiles.flatMap(({ customer, profile }) => (alone.has(customer) ? [profile] : []));
    const keys = await keysToForget(parts, source, theirs);
    await eraseCustomers(parts, [...alone], { by, reason: 'source' });
    await forgetMomentKeys(db, source, keys);
    return alone;
  });
}

/** Moments without anybody: in the order of the stream, where they keep their places when they are made anew. */
async function eraseNobodysMoments(
  parts: EraseParts,
  source: string,
  after: string | null,
): Promise<{ next: SourcePlace | undefined; done: number }> {
  const { db } = parts;
  const [epoch = '0', tx = '0', seq = '0'] = after?.split(' ') ?? [];
  const page = await db.query<{ profile: string; place: string }>(
    `select profile_id as profile, concat_ws(' ', epoch, tx, seq) as place from chaland.moment
     where source = $1 and (epoch, tx, seq) > ($2::int, $3::text::xid8, $4::bigint)
     order by epoch, tx, seq limit ${atOnce.moments}`,
    [source, epoch, tx, seq],
  );
  if (page.length === 0) {
    await db.query('delete from chaland.moment_quarantine where source = $1', [source]);
    return { next: undefined, done: 0 };
  }
  await db.transaction(async () => {
    await enterErasure(db);
    const profileIds = [...new Set(page.map(({ profile }) => profile))];
    const keys = await keysToForget(parts, source, profileIds);
    await eraseMomentsOf(parts, { profileIds }, []);
    await forgetMomentKeys(db, source, keys);
  });
  return { next: { stage: 'moments', after: page.at(-1)!.place }, done: page.length };
}
