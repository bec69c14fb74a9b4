import type { Clock } from '../../clock.ts';
import type { JoinRule } from '../../customer/join-policy.ts';
import { Overtaken, unlessOvertaken } from '../../customer/overtaken.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';
import type { ConsentDetail, ConsentFate } from '../consents.ts';
import { appendToLedger, type NewRow } from '../ledger/append.ts';
import { personalOf } from '../ledger/personal.ts';
import { type Locked, lockScope } from '../lock.ts';
import { latestOf } from '../state/read.ts';
import { writeState } from '../state/write.ts';
import { claimKeys, type Recorded, readKeys } from './keys.ts';
import { profilesOf } from './people.ts';
import { type Prepared, rejected } from './prepare.ts';
import { salesBefore } from './sales.ts';

export interface RecordContext {
  db: Database;
  clock: Clock;
  rule: JoinRule;
  /** Moment types that are sales. */
  saleTypes: readonly string[];
}

/** Records a batch in one transaction, and again where a merge or a rival with the same key came between. */
export const record = async (batch: readonly Prepared[], context: RecordContext): Promise<ConsentFate[]> =>
  batch.length > 0 ? unlessOvertaken(context.db, () => attemptRecord(batch, context)) : [];

/** A consent with everything that decides about it, under lock. */
interface Placed {
  prepared: Prepared;
  profileId: string;
  customerId: string;
  /** When it was said. */
  time: number;
  saleMoment?: string | undefined;
}

/**
 * The order of it: keys first, so that a consent which is delivered again brings nobody back who was erased; then
 * whose they are; then the locks that sends and merges take too; and only then the time, so that what is said now is
 * later than all that was committed before.
 */
async function attemptRecord(
  batch: readonly Prepared[],
  { db, clock, rule, saleTypes }: RecordContext,
): Promise<ConsentFate[]> {
  const fates = new Map<Prepared, ConsentFate>();
  const firsts = new Map<string, Prepared>();
  for (const prepared of batch) if (!firsts.has(prepared.key)) firsts.set(prepared.key, prepared);
  const known = await readKeys(db, firsts.keys());
  const fresh = [...firsts.values()].filter(({ key }) => !known.has(key));

  const profileIds = await profilesOf(db, fresh, rule, clock.now());
  const locked = await lockScope(db, {
    profileIds: profileIds.flatMap((id) => id ?? []),
    contactPoints: fresh.flatMap(({ contactPoint }) => contactPoint ?? []),
  });
  const now = clock.now().getTime();
  const saidBefore = await latestOf(db, locked.profiles.keys());
  const found: Placed[] = [];
  for (const [index, prepared] of fresh.entries()) {
    const placed = place(prepared, profileIds[index], { locked, saidBefore, now });
    if (placed) found.push(placed);
    // An erasure came between: whom a source describes is then somebody new.
    else if (prepared.person) throw new Overtaken();
    else fates.set(prepared, rejected(prepared.input, nobody(prepared)));
  }
  const accepted = await withSales(db, found, saleTypes, fates);

  if (accepted.length > 0) {
    const mine = accepted.map(({ prepared: { key, digest, consentId }, profileId }) => ({
      key,
      digest,
      consentId,
      profileId,
    }));
    if (!(await claimKeys(db, mine))) throw new Overtaken();
    const rows = await appendToLedger(
      db,
      accepted.map((placed) => rowOf(placed, now)),
    );
    await writeState(
      db,
      rows.map((row, index) => ({ ...row, contactPoint: accepted[index]!.prepared.contactPoint })),
    );
    for (const claim of mine) known.set(claim.key, claim);
  }
  return batch.map((prepared) => fateOf(prepared, firsts.get(prepared.key)!, known, fates));
}

function fateOf(
  prepared: Prepared,
  first: Prepared,
  known: ReadonlyMap<string, Recorded>,
  fates: ReadonlyMap<Prepared, ConsentFate>,
): ConsentFate {
  const { input, key, digest, consentId } = prepared;
  const there = known.get(key);
  if (!there) return fates.get(first)!;
  const { id, source } = input;
  if (there.digest !== null && there.digest !== digest) {
    return { fate: 'conflict', id, source, problem: conflict };
  }
  const fate = there.consentId === consentId ? 'recorded' : 'duplicate';
  return { fate, id, source, consent: there.consentId, profile: there.profileId };
}

const conflict = problem('CHL_CONSENT_CONFLICT', { pointer: '/id' }).toJSON();

const nobody = ({ input }: Prepared) =>
  problem('CHL_NOT_FOUND', {
    detail: `no ${input.profileId ? 'profile' : 'customer'} has this id`,
    pointer: input.profileId ? '/profileId' : '/customerId',
  });

function place(
  prepared: Prepared,
  profileId: string | undefined,
  { locked, saidBefore, now }: { locked: Locked; saidBefore: ReadonlyMap<string, number>; now: number },
): Placed | undefined {
  const customerId = profileId && locked.profiles.get(profileId);
  if (!customerId) return undefined;
  // A clock that is ahead gives no consent from the future: a withdrawal would come before it. And what is said now
  // comes after all that the profile said before, though another machine's clock that recorded it was ahead.
  const time =
    prepared.time === undefined
      ? Math.max(now, saidBefore.get(profileId) ?? now)
      : Math.min(prepared.time, now);
  return { prepared, profileId, customerId, time };
}

/** Soft opt-ins with the sale that they rest on; those without one get their fate. */
async function withSales(
  db: Database,
  placed: readonly Placed[],
  saleTypes: readonly string[],
  fates: Map<Prepared, ConsentFate>,
): Promise<Placed[]> {
  const asking = placed.filter(({ prepared }) => prepared.input.state === 'soft_opt_in');
  const sales = await salesBefore(
    db,
    asking.map(({ customerId, time }) => ({ customerId, at: time })),
    saleTypes,
  );
  const saleOf = new Map(asking.map((one, index) => [one, sales[index]]));
  return placed.flatMap((one) => {
    if (!saleOf.has(one)) return one;
    const saleMoment = saleOf.get(one);
    if (saleMoment) return { ...one, saleMoment };
    fates.set(one.prepared, rejected(one.prepared.input, noSale()));
    return [];
  });
}

const noSale = () =>
  problem('CHL_SOFT_OPT_IN_UNFOUNDED', {
    detail: 'missing: a sale to this person, before the contact point was collected or with it',
    pointer: '/state',
    mend: 'Record the receipt first, then the soft opt-in. Where nothing was bought, ask for consent: creating an account is not a sale.',
  });

function rowOf({ prepared, profileId, time, saleMoment }: Placed, now: number): NewRow {
  const { input, contactPoint, notice } = prepared;
  return {
    profileId,
    id: prepared.consentId,
    state: input.state,
    purpose: prepared.purpose.code,
    brandId: prepared.brandId,
    channel: prepared.channel,
    contactKind: contactPoint?.kind ?? null,
    noticeId: notice?.id ?? null,
    language: notice?.language ?? null,
    noticeHash: notice?.sha256 ?? null,
    occurredAt: new Date(time),
    recordedAt: new Date(now),
    expiresAt: prepared.expiresAt === null ? null : new Date(prepared.expiresAt),
    personal: personalOf(detailOf(prepared, time, saleMoment)),
  };
}

function detailOf(prepared: Prepared, time: number, saleMoment: string | undefined): ConsentDetail {
  const { input, contactPoint, storeId, staffId } = prepared;
  const { source, id, method, softOptIn, evidence } = input;
  return {
    ...(contactPoint ? { contactPoint } : {}),
    source,
    id,
    ...(method ? { method } : {}),
    ...(storeId ? { storeId } : {}),
    ...(staffId ? { staffId } : {}),
    ...(prepared.time !== undefined && prepared.time !== time
      ? { toldTime: new Date(prepared.time).toISOString() }
      : {}),
    ...(saleMoment ? { softOptIn: { ...softOptIn, saleMoment } } : {}),
    ...(evidence ? { evidence } : {}),
  };
}
