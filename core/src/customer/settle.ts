import type { Connection } from '../data/connection.ts';
import { uuidv7 } from '../data/uuid.ts';
import { claimIdentifiers, holdJoined, readHoldings, repointClaims } from './identity-store.ts';
import type { JoinRule } from './join-policy.ts';
import { Overtaken } from './overtaken.ts';
import {
  type Claim,
  type Founding,
  type Holding,
  type Key,
  type Person,
  type Resolution,
  resolve,
} from './resolve.ts';

/** Every identifier by which people are named, once. */
export function namedBy(people: readonly Person[]): Iterable<Key> {
  const all = new Map<string, Key>();
  for (const { own, identifiers } of people) {
    if (own) all.set(own.ref, own);
    for (const identifier of identifiers) all.set(identifier.ref, identifier);
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

/**
 * Decides whose profiles people are, and takes the identifiers that are new.
 * @param known what {@link readHoldings} and {@link findDerived} found
 * @throws Overtaken
 */
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

/**
 * Whose profiles people are whom sources describe; those that are new are yet to be written, with what is told of them,
 * by `writeResolution`. In the current unit of work.
 * @throws Overtaken
 */
export async function recognise(
  connection: Connection,
  people: readonly Person[],
  rule: JoinRule,
  now: Date,
): Promise<Resolution> {
  const known = await readHoldings(connection, namedBy(people));
  await findDerived(connection, people, known);
  return settle(connection, people, known, rule, now);
}
