import type { ConsentAnswer, ConsentReason, ConsentState } from '../consents.ts';
import type { ContactPoint } from '../contact-point.ts';
import type { Purpose } from '../purposes.ts';

/** The latest record of one profile and scope. */
export interface Stated {
  profileId: string;
  purpose: string;
  brandId: string | null;
  channel: string | null;
  contactPoint: ContactPoint | null;
  state: ConsentState;
  /** Place in the profile's chain: of two records said at once, the later one counts. */
  n: number;
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  expiresAt: number | null;
}

/** Everything that one answer follows from. */
export interface Facts {
  /** Undefined where there is none of the asked code. */
  purpose: Purpose | undefined;
  /** False where the customer is gone, or never was. */
  customerThere: boolean;
  asked: { brandId: string | null; channel: string | null; contactPoint: ContactPoint | null };
  /** Of the customer's profiles, for this purpose. */
  own: readonly Stated[];
  /** Of other profiles, for this purpose and this contact point. */
  others: readonly Stated[];
  /** Whether the contact point answers for the customer now. */
  held: boolean;
  /** Whether somebody gave the contact point for a purpose that keeps it to itself. */
  isolated: boolean;
  /** Since when the contact point is on the list of those that must not be written to, in milliseconds. */
  opposedSince: number | undefined;
  /** When two profiles became one customer by a merge, in milliseconds; -Infinity where none stands between them. */
  joinedAt(profileId: string, otherId: string): number;
  now: number;
}

/**
 * Whether a person may be reached, by what they said.
 *
 * 1. Within a profile the record that was said last decides, of all whose scope covers the question. A soft opt-in is
 *    said by nobody: it counts where nothing that was said stands, and lifts no refusal, however late the sale is
 *    (directive 2002/58/EC, article 13(2); CPCE, article L34-5).
 * 2. Across profiles a refusal or withdrawal beats grants from before the two were merged; a later grant wins.
 * 3. A withdrawal binds its contact point for everybody, until who holds it now grants again.
 * 4. What a contact point was given for alone, such as receipts, it serves alone: only a record that names it opens it
 *    for something else.
 */
export function decide(facts: Facts): ConsentAnswer {
  const { purpose, asked, held } = facts;
  if (!purpose) return no('purpose_unknown');
  if (!facts.customerThere) return no('customer_unknown');
  if (asked.contactPoint && !held) return no('contact_point_not_held');
  if (purpose.legalBasis === 'contract' || purpose.legalBasis === 'legal_obligation') {
    return { allowed: true, state: null, code: 'not_needed' };
  }
  const isolated = facts.isolated && !purpose.isolated;
  const covering = facts.own.filter((record) => covers(record, facts.asked));
  const latest = latestOfProfiles(isolated ? covering.filter(namesWhatItOpens) : covering, facts);
  const grants = latest.filter(({ state }) => state === 'granted' || state === 'soft_opt_in');

  const denial = latest
    .filter(({ state }) => state === 'refused' || state === 'withdrawn')
    .filter((denied) => !grants.some((granted) => overrides(granted, denied, facts)))
    .sort(latestFirst)[0];
  if (denial) return no(denial.state === 'refused' ? 'refused' : 'withdrawn', denial);

  const newestGrant = grants.sort(latestFirst)[0];
  const bound = boundUntil(facts);
  const newestSaid = grants.find(({ state }) => state === 'granted');
  if (bound && !(newestSaid && newestSaid.at > bound.at)) {
    return { allowed: false, state: 'withdrawn', code: 'contact_point_withdrawn', ...bound.record };
  }

  if (newestGrant) {
    const code = newestGrant.state === 'soft_opt_in' ? 'soft_opt_in' : 'granted';
    return { allowed: true, state: newestGrant.state, code, recordId: newestGrant.id };
  }
  if (isolated) return no('contact_point_isolated');
  if (purpose.legalBasis === 'legitimate_interest')
    return { allowed: true, state: null, code: 'no_objection' };
  const expired = latest.sort(latestFirst)[0];
  return expired ? no('expired', expired) : no('no_record');
}

const no = (code: ConsentReason, record?: Stated): ConsentAnswer => ({
  allowed: false,
  state: record?.state ?? null,
  code,
  ...(record ? { recordId: record.id } : {}),
});

/** What a record leaves open it says of all: of every brand, every channel, every contact point. */
export function covers(
  record: Pick<Stated, 'brandId' | 'channel' | 'contactPoint'>,
  { brandId, channel, contactPoint }: Facts['asked'],
): boolean {
  return (
    (record.brandId === null || record.brandId === brandId) &&
    (record.channel === null || record.channel === channel) &&
    (record.contactPoint === null || (contactPoint !== null && isSame(record.contactPoint, contactPoint)))
  );
}

const isSame = (a: ContactPoint, b: ContactPoint): boolean => a.kind === b.kind && a.value === b.value;

const namesWhatItOpens = ({ state, contactPoint }: Stated): boolean =>
  contactPoint !== null || state === 'refused' || state === 'withdrawn';

const latestFirst = (a: Stated, b: Stated): number => b.at - a.at || b.n - a.n;

/** Of each profile the record that decides, with what it says now. */
function latestOfProfiles(records: readonly Stated[], { purpose, now }: Facts): Stated[] {
  const byProfile = Map.groupBy(records, ({ profileId }) => profileId);
  return [...byProfile.values()].flatMap((of) => {
    const sorted = of
      .filter(({ state }) => state !== 'soft_opt_in' || purpose!.softOptIn)
      .toSorted(latestFirst)
      .map((record) => ({ record, stands: record.expiresAt === null || record.expiresAt > now }));
    const said = sorted.find(({ record }) => record.state !== 'soft_opt_in');
    const latest = said?.stands && said.record.state !== 'expired' ? said : sorted[0];
    if (!latest) return [];
    return latest.stands ? latest.record : { ...latest.record, state: 'expired' };
  });
}

/** Both are of different profiles: within one, only the latest is left. */
const overrides = (granted: Stated, denied: Stated, { joinedAt }: Facts): boolean =>
  granted.state === 'granted' &&
  granted.at > denied.at &&
  granted.at > joinedAt(granted.profileId, denied.profileId);

/** Since when the contact point is bound by what others said, and by which record. */
function boundUntil({ others, asked, purpose, opposedSince }: Facts) {
  const withdrawn = others
    .filter((record) => record.state === 'withdrawn' && record.contactPoint !== null)
    .filter((record) => covers(record, asked))
    .sort(latestFirst)[0];
  if (purpose!.marketing && opposedSince !== undefined && !(withdrawn && withdrawn.at > opposedSince)) {
    return { at: opposedSince, record: {} };
  }
  return withdrawn && { at: withdrawn.at, record: { recordId: withdrawn.id } };
}
