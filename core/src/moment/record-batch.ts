import type { Clock } from '../clock.ts';
import { takeAttributes } from '../customer/attribute-store.ts';
import {
  claimIdentifiers,
  holdJoined,
  readHoldings,
  repointClaims,
  writeResolution,
} from '../customer/identity-store.ts';
import type { JoinRule } from '../customer/join-policy.ts';
import {
  type Claim,
  type Founding,
  type Holding,
  type Key,
  knownProfile,
  type Person,
  type Resolution,
  resolve,
} from '../customer/resolve.ts';
import type { SurvivorshipRules } from '../customer/survivorship/rules.ts';
import type { Connection } from '../data/connection.ts';
import { pipelined } from '../data/pipeline.ts';
import { uuidv7 } from '../data/uuid.ts';
import { problem } from '../http/problem.ts';
import type { Fate } from './moment.ts';
import { claimKeys, quarantine, readKeys, writeMoments } from './moment-store.ts';
import type { Prepared } from './prepare.ts';

export interface BatchContext {
  clock: Clock;
  epoch: number;
  rule: JoinRule;
  /** How the values of a customer's profiles compete. */
  rules: SurvivorshipRules;
}

/** How the batch's transaction begins and ends: by itself, or as part of a unit of work. */
export interface Frame {
  begin: string;
  end: string;
}

/** A merge or an erasure came between reading and writing: everything is to be looked at again. */
export class Overtaken extends Error {}

/**
 * Records a batch in one transaction of a handful of statements, whatever its size:
 *
 * 1. begin, take the moments' keys, read whose the named identifiers are;
 * 2. only where somebody is new: take their identifiers, and look again at those that a rival took meanwhile;
 * 3. customers, profiles, moments, commit.
 *
 * Keys come before people, so that a receipt which is delivered again brings nobody back who was erased.
 */
export async function recordBatch(
  connection: Connection,
  batch: readonly Prepared[],
  { begin, end }: Frame,
  { clock, epoch, rule, rules }: BatchContext,
): Promise<Fate[]> {
  const now = clock.now();
  // Of several with one key the first is tried; what the others are is told by its digest.
  const firsts = new Map<string, Prepared>();
  for (const moment of batch) if (!firsts.has(moment.ref)) firsts.set(moment.ref, moment);
  const unique = firsts.size === batch.length ? batch : [...firsts.values()];

  const begun = connection.script(begin);
  const [taken, known] = await pipelined<[number[], Map<string, Holding>, ...unknown[]]>([
    claimKeys(connection, unique),
    readHoldings(connection, identifiersOf(unique)),
    begun,
  ]);
  const recorded =
    taken.length > 0
      ? await readKeys(
          connection,
          taken.map((index) => unique[index]!),
        )
      : undefined;
  const fresh = recorded ? unique.filter(({ ref }) => !recorded.has(ref)) : unique;
  const people = unique.flatMap(({ person }) => person ?? []);
  await findDerived(connection, people, known);
  const differing = batch.filter(({ ref, digest }) => {
    const there = recorded?.get(ref) ?? firsts.get(ref)!;
    return there.digest !== digest;
  });

  const named = fresh.filter(
    (moment): moment is Prepared & { person: Person } => moment.person !== undefined,
  );
  const resolution = await settle(
    connection,
    named.map(({ person }) => person),
    known,
    rule,
    now,
  );
  const told = named.flatMap(({ attributes, time }, index) =>
    attributes
      ? [{ profileId: resolution.holdings[index]!.profileId, attributes, at: new Date(time).toISOString() }]
      : [],
  );
  const founded = await takeAttributes(connection, told, resolution, now, rules);

  const holdings = new Map(named.map(({ ref }, index) => [ref, resolution.holdings[index]!]));
  await pipelined([
    ...writeResolution(connection, resolution, founded, now),
    ...(fresh.length > 0
      ? [
          writeMoments(
            connection,
            fresh,
            fresh.map(({ ref, loneProfileId }) => holdings.get(ref)?.profileId ?? loneProfileId),
            epoch,
            now,
          ),
        ]
      : []),
    ...(differing.length > 0 ? [quarantine(connection, differing, 'CHL_MOMENT_CONFLICT', now)] : []),
    connection.script(end),
  ]);

  return batch.map((moment): Fate => {
    const { ref, input, digest, person } = moment;
    const { id, source } = input;
    const there = recorded?.get(ref) ?? firsts.get(ref)!;
    if (there.digest !== digest) return { fate: 'conflict', id, source, problem: conflict };
    const customer = (holdings.get(ref) ?? (person && knownProfile(person, (ref) => known.get(ref))))
      ?.customerId;
    return {
      fate: there === moment ? 'recorded' : 'duplicate',
      id,
      source,
      moment: there.momentId,
      ...(customer ? { customer } : {}),
    };
  });
}

const conflict = problem('CHL_MOMENT_CONFLICT', { pointer: '/id' }).toJSON();

/** Every identifier that is named, once. */
function identifiersOf(moments: readonly Prepared[]) {
  const all = new Map<string, Key>();
  for (const { person } of moments) {
    if (!person) continue;
    if (person.own) all.set(person.own.ref, person.own);
    for (const identifier of person.identifiers) all.set(identifier.ref, identifier);
  }
  return all.values();
}

/**
 * Reads the keys of profiles that don't answer for the identifier which is their key. Where nobody answers for it
 * there is none: whoever takes a holder away gives its identifiers to the next profile that asserts them.
 */
export async function findDerived(
  connection: Connection,
  people: readonly Person[],
  known: Map<string, Holding>,
): Promise<void> {
  const keys = new Map<string, Key>();
  for (const { source, own, identifiers, derived } of people) {
    const holder = own ? undefined : known.get(identifiers[0]!.ref);
    if (holder && holder.keyOf !== source) keys.set(derived.ref, derived);
  }
  if (keys.size > 0) await readHoldings(connection, keys.values(), known);
}

/** Decides whose the moments are, and takes the identifiers that are new. */
export async function settle(
  connection: Connection,
  people: readonly Person[],
  known: Map<string, Holding>,
  rule: JoinRule,
  now: Date,
): Promise<Resolution> {
  const founding = foundingAt(now.getTime());
  const taken = new Map<string, Claim>();
  let resolution = resolve(people, known, rule, founding);
  for (;;) {
    const wanted = new Map([...resolution.claims].filter(([ref]) => !taken.has(ref)));
    if (wanted.size === 0) break;
    const lost = await claimIdentifiers(connection, wanted);
    for (const [ref, claim] of wanted) taken.set(ref, claim);
    if (lost.length === 0) break;
    // A rival was faster: what they decided is known now, and everything is decided again on top of it.
    for (const { ref } of lost) taken.delete(ref);
    await readHoldings(connection, lost, known);
    if (lost.some(({ ref }) => !known.has(ref))) throw new Overtaken();
    resolution = resolve(people, known, rule, founding);
  }
  if (taken.size > resolution.claims.size) throw new Overtaken();
  await repointClaims(connection, taken, resolution.claims);

  const ownProfiles = new Set(resolution.profiles.map(({ id }) => id));
  const others = new Map([...resolution.joined].filter(([profileId]) => !ownProfiles.has(profileId)));
  if (others.size > 0 && !(await holdJoined(connection, others))) throw new Overtaken();
  return resolution;
}

function foundingAt(time: number): Founding {
  const ids = new Map<string, { profileId: string; customerId: string }>();
  return (keyRef) => {
    const known = ids.get(keyRef);
    if (known) return known;
    const made = { profileId: uuidv7(time), customerId: uuidv7(time) };
    ids.set(keyRef, made);
    return made;
  };
}
