import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { ConsentAnswer, ConsentQuestion } from '../consents.ts';
import { type ContactPoint, contactRef } from '../contact-point.ts';
import type { Purposes } from '../purposes.ts';
import { decide, type Stated } from './decide.ts';
import { joinTimes } from './joined.ts';
import {
  type ProfileOf,
  readHolders,
  readMerges,
  readProfiles,
  readStates,
  readStatesOfContacts,
} from './read.ts';

/** Since when contact points are on the list of those that must not be written to, by `contactRef`. */
export type Oppositions = (points: readonly ContactPoint[]) => Promise<ReadonlyMap<string, Date>>;

export interface CheckContext {
  db: Database;
  clock: Clock;
  purposes: Purposes;
  oppositions: Oppositions;
}

/** Answers questions, whatever their number, in a handful of statements sent through one session. */
export async function check(
  questions: readonly ConsentQuestion[],
  context: CheckContext,
): Promise<ConsentAnswer[]> {
  if (questions.length === 0) return [];
  return context.db.session(() => answer(questions, context));
}

async function answer(
  questions: readonly ConsentQuestion[],
  { db, clock, purposes, oppositions }: CheckContext,
): Promise<ConsentAnswer[]> {
  const customerIds = [...new Set(questions.map(({ customerId }) => customerId))];
  const points = [
    ...new Map(
      questions.flatMap(({ contactPoint }) =>
        contactPoint ? [[contactRef(contactPoint), contactPoint]] : [],
      ),
    ).values(),
  ];
  const [profiles, known, brands, aboutPoints, holders, opposed] = await Promise.all([
    readProfiles(db, customerIds),
    purposes.all(),
    brandIds(db, questions),
    readStatesOfContacts(db, points),
    readHolders(db, points),
    points.length > 0 ? oppositions(points) : new Map<string, Date>(),
  ]);
  const codes = [...new Set(questions.map(({ purpose }) => purpose))];
  const [states, merges] = await Promise.all([
    readStates(
      db,
      profiles.map(({ profileId }) => profileId),
      codes,
    ),
    readMerges(db, homesOfMerged(profiles)),
  ]);

  const homeOf = new Map(profiles.map(({ profileId, homeId }) => [profileId, homeId]));
  const customerOf = new Map(profiles.map(({ profileId, customerId }) => [profileId, customerId]));
  const joined = joinTimes(merges);
  const statesOf = Map.groupBy(states, ({ profileId }) => customerOf.get(profileId)!);
  const customersThere = new Set(customerOf.values());
  const byPoint = Map.groupBy(aboutPoints, ({ contactPoint }) => contactRef(contactPoint!));
  const isolatedPoints = new Set(
    aboutPoints
      .filter(({ purpose, state }) => state !== 'refused' && known.get(purpose)?.isolated)
      .map(({ contactPoint }) => contactRef(contactPoint!)),
  );
  const now = clock.now().getTime();

  return questions.map(({ customerId, purpose, brand = null, channel = null, contactPoint = null }) => {
    const ofPurpose = (record: Stated) => record.purpose === purpose;
    const ref = contactPoint && contactRef(contactPoint);
    const brandId = brand === null ? null : (brands.get(brand) ?? unknownBrand);
    return decide({
      purpose: known.get(purpose),
      customerThere: customersThere.has(customerId),
      asked: { brandId, channel, contactPoint },
      own: (statesOf.get(customerId) ?? []).filter(ofPurpose),
      others: (ref === null ? [] : (byPoint.get(ref) ?? [])).filter(
        (record) => ofPurpose(record) && customerOf.get(record.profileId) !== customerId,
      ),
      held: ref !== null && holders.get(ref) === customerId,
      isolated: ref !== null && isolatedPoints.has(ref),
      opposedSince: ref === null ? undefined : opposed.get(ref)?.getTime(),
      joinedAt: (profileId, otherId) => joined(homeOf.get(profileId)!, homeOf.get(otherId)!),
      now,
    });
  });
}

/** No record is of it: what was said of all brands counts for a brand that isn't there any more. */
const unknownBrand = 'unknown';

async function brandIds(db: Database, questions: readonly ConsentQuestion[]): Promise<Map<string, string>> {
  const codes = [...new Set(questions.flatMap(({ brand }) => brand ?? []))];
  if (codes.length === 0) return new Map();
  const rows = await db.query<{ id: string; code: string }>(
    'select id, code from chaland.brand where code = any($1::text[])',
    [codes],
    { name: 'chaland.brand-ids' },
  );
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** The homes of customers who have more than one: only between those a merge stands. */
function homesOfMerged(profiles: readonly ProfileOf[]): string[] {
  const homes = new Map<string, Set<string>>();
  for (const { customerId, homeId } of profiles) {
    const known = homes.get(customerId);
    if (known) known.add(homeId);
    else homes.set(customerId, new Set([homeId]));
  }
  return [...homes.values()].filter(({ size }) => size > 1).flatMap((of) => [...of]);
}
