import type { Clock } from '../clock.ts';
import { takeAttributes, unknownPeople } from '../customer/attribute-store.ts';
import {
  claimIdentifiers,
  holdJoined,
  readHoldings,
  repointClaims,
  writeResolution,
} from '../customer/identity-store.ts';
import type { JoinRule } from '../customer/join-policy.ts';
import { type Founding, type Holding, type Person, type Resolution, resolve } from '../customer/resolve.ts';
import type { Connection } from '../data/connection.ts';
import { pipelined } from '../data/pipeline.ts';
import { uuidv7 } from '../data/uuid.ts';
import { problem } from '../http/problem.ts';
import type { Fate } from './moment.ts';
import { claimKeys, quarantine, readKeys, sameDigest, writeMoments } from './moment-store.ts';
import type { Prepared } from './prepare.ts';

export interface BatchContext {
  clock: Clock;
  epoch: number;
  rule: JoinRule;
}

/** How the batch's transaction begins and ends: by itself, or as part of a unit of work. */
export interface Frame {
  begin: readonly string[];
  end: readonly string[];
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
  { clock, epoch, rule }: BatchContext,
): Promise<Fate[]> {
  const now = clock.now();
  // Of several with one key the first is tried; what the others are is told by its digest.
  const firsts = new Map<string, Prepared>();
  for (const moment of batch) if (!firsts.has(moment.ref)) firsts.set(moment.ref, moment);
  const unique = firsts.size === batch.length ? batch : [...firsts.values()];

  const begun = begin.map((statement) => connection.query(statement));
  const [taken, known] = await pipelined<[number[], Map<string, Holding>, ...unknown[]]>([
    claimKeys(connection, unique),
    readHoldings(connection, identifiersOf(unique)),
    ...begun,
  ]);
  const recorded =
    taken.length > 0
      ? await readKeys(
          connection,
          taken.map((index) => unique[index]!),
        )
      : undefined;
  const fresh = recorded ? unique.filter(({ ref }) => !recorded.has(ref)) : unique;
  const differing = batch.filter(({ ref, digest }) => {
    const there = recorded?.get(ref) ?? firsts.get(ref)!;
    return !sameDigest(there.digest, digest);
  });

  const named = fresh.filter(
    (moment): moment is Prepared & { person: Person } => moment.person !== undefined,
  );
  const resolution = await settle(connection, named, known, rule, now);
  const told = named.flatMap(({ attributes, time }, index) =>
    attributes
      ? [{ profileId: resolution.holdings[index]!.profileId, attributes, at: new Date(time).toISOString() }]
      : [],
  );
  const founded = told.length > 0 ? await takeAttributes(connection, told, resolution, now) : unknownPeople;

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
    ...end.map((statement) => connection.query(statement)),
  ]);

  return batch.map((moment): Fate => {
    const { ref, input, digest, person } = moment;
    const { id, source } = input;
    const there = recorded?.get(ref) ?? firsts.get(ref)!;
    if (!sameDigest(there.digest, digest)) return { fate: 'conflict', id, source, problem: conflict };
    const customer = (holdings.get(ref) ?? (person && known.get(person.key.ref)))?.customerId;
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

/** Every identifier and key that is named, once. */
function identifiersOf(moments: readonly Prepared[]) {
  const all = new Map<string, { kind: string; value: string }>();
  for (const { person } of moments) {
    if (!person) continue;
    all.set(person.key.ref, person.key);
    for (const identifier of person.identifiers) all.set(identifier.ref, identifier);
  }
  return all.values();
}

/** Decides whose the moments are, and takes the identifiers that are new. */
async function settle(
  connection: Connection,
  named: readonly { person: Person }[],
  known: Map<string, Holding>,
  rule: JoinRule,
  now: Date,
): Promise<Resolution> {
  const people = named.map(({ person }) => person);
  const founding = foundingAt(now.getTime());
  let resolution = resolve(people, known, rule, founding);
  if (resolution.claims.size > 0) {
    const claimed = resolution.claims;
    const lost = await claimIdentifiers(connection, claimed);
    if (lost.length > 0) {
      await readHoldings(connection, lost, known);
      resolution = resolve(people, known, rule, founding);
      // A rival's profile or identifier may have gone again between the two statements.
      for (const ref of resolution.claims.keys()) if (!claimed.has(ref)) throw new Overtaken();
      if (resolution.claims.size !== claimed.size - lost.length) throw new Overtaken();
      await repointClaims(connection, claimed, resolution.claims);
    }
  }
  if (resolution.joined.size > 0) {
    const ownProfiles = new Set(resolution.profiles.map(({ id }) => id));
    const others = new Map([...resolution.joined].filter(([profileId]) => !ownProfiles.has(profileId)));
    if (others.size > 0 && !(await holdJoined(connection, others))) throw new Overtaken();
  }
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
