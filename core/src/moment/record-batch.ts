import type { Clock } from '../clock.ts';
import { takeAttributes } from '../customer/attribute-store.ts';
import { readHoldings, writeResolution } from '../customer/identity-store.ts';
import type { JoinRule } from '../customer/join-policy.ts';
import { type Holding, knownProfile, type Person } from '../customer/resolve.ts';
import { findDerived, namedBy, settle } from '../customer/settle.ts';
import type { SurvivorshipRules } from '../customer/survivorship/rules.ts';
import type { Connection } from '../data/connection.ts';
import { pipelined } from '../data/pipeline.ts';
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
    const whose = holdings.get(ref) ?? (person && knownProfile(person, (ref) => known.get(ref)));
    const isNew = there === moment;
    const profile = whose?.profileId ?? (isNew ? moment.loneProfileId : undefined);
    return {
      fate: isNew ? 'recorded' : 'duplicate',
      id,
      source,
      moment: there.momentId,
      ...(profile ? { profile } : {}),
      ...(whose ? { customer: whose.customerId } : {}),
    };
  });
}

const conflict = problem('CHL_MOMENT_CONFLICT', { pointer: '/id' }).toJSON();

const identifiersOf = (moments: readonly Prepared[]) =>
  namedBy(moments.flatMap(({ person }) => person ?? []));
