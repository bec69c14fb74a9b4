import { type JoinRule, mayJoin } from './join-policy.ts';

/** An identifier as one moment brought it. */
export interface Assertion {
  kind: string;
  /** Canonical. */
  value: string;
  raw: string;
  verified: boolean;
  /** Kind and value in one, to find it by. */
  ref: string;
}

export const refOf = (kind: string, value: string): string => `${kind}\u0000${value}`;

/** A person as one source's moment names them. */
export interface Person {
  source: string;
  /** Of the profile: the source's own number, or else `<kind>:<value>` of the strongest identifier. */
  profileKey: string;
  /** The source's own number for them. */
  own: Assertion | undefined;
  /** The others, strongest first; at least one where there is no own number. */
  identifiers: readonly Assertion[];
  /**
   * Finds a profile that is keyed by an identifier for which another profile answers. Where it answers itself,
   * and nearly all do, the identifier finds it, and there is no row of this.
   */
  derived: Key;
}

export interface Key {
  kind: string;
  value: string;
  ref: string;
}

/** Which profile answers for an identifier, and whose it is. */
export interface Holding {
  profileId: string;
  customerId: string;
  /** The customer that the profile belongs to where no merge stands: pairs speak of these, so that undoing one keeps them. */
  homeId: string;
  verified: boolean;
  /** The profile's source, where the profile is keyed by this identifier. */
  keyOf: string | null;
}

/** The profile that a person is known as, by what is known of identifiers. */
export function knownProfile(
  { source, own, identifiers, derived }: Person,
  held: (ref: string) => Holding | undefined,
): Holding | undefined {
  if (own) return held(own.ref);
  const holder = held(identifiers[0]!.ref);
  return holder?.keyOf === source ? holder : held(derived.ref);
}

/** A profile that is new. */
export interface FoundedProfile {
  id: string;
  source: string;
  key: string;
  customerId: string;
  homeId: string;
  /** The kind of identifier by which it joined a customer; null where it founded one. */
  joinedBy: string | null;
}

/** An identifier, and who is to answer for it. */
export type Claim = Key & Holding;

export interface Resolution {
  /** Of each person, in order. */
  holdings: { profileId: string; customerId: string }[];
  customers: string[];
  profiles: FoundedProfile[];
  /** Rows of `profile_identifier` that are new, or newly verified. */
  assertions: Map<string, Assertion & { profileId: string }>;
  /** Identifiers that nobody had. */
  claims: Map<string, Claim>;
  /** Known identifiers whose holder now asserts them verified. */
  verifications: Map<string, Claim>;
  /** Of homes. */
  duplicates: { customerId: string; otherId: string; kind: string; value: string }[];
  /** The profiles through which new ones joined a customer, with that customer. */
  joined: Map<string, string>;
}

/** Ids for the profile and customer that a key would found; the same key is given the same ones again. */
export type Founding = (keyRef: string) => { profileId: string; customerId: string };

/**
 * Decides, in the order given, whose profile each person is, exactly as if they had come one by one.
 *
 * A known key is its profile. A new profile joins the customer who has the strongest of its identifiers that the
 * rule lets it join by, and founds a customer of its own otherwise. Identifiers that nobody has become the
 * profile's. One that another customer has is never a reason to merge: it makes the two a possible duplicate.
 * @param known what the database says of every identifier and key named here
 */
export function resolve(
  people: readonly Person[],
  known: ReadonlyMap<string, Holding>,
  rule: JoinRule,
  founding: Founding,
): Resolution {
  const resolution: Resolution = {
    holdings: [],
    customers: [],
    profiles: [],
    assertions: new Map(),
    claims: new Map(),
    verifications: new Map(),
    duplicates: [],
    joined: new Map(),
  };
  const { holdings, customers, profiles, assertions, claims, verifications, duplicates, joined } = resolution;
  const held = (ref: string) => verifications.get(ref) ?? claims.get(ref) ?? known.get(ref);

  function assert(profileId: string, assertion: Assertion): void {
    const ref = `${profileId}\u0000${assertion.ref}`;
    const before = assertions.get(ref);
    if (!before) assertions.set(ref, { ...assertion, profileId });
    else if (assertion.verified) before.verified = true;
  }

  function found({ source, profileKey, own, identifiers, derived }: Person): Holding {
    const strongest = identifiers[0];
    const ids = founding(derived.ref);
    let customerId: string | undefined;
    let homeId: string | undefined;
    let joinedBy: string | null = null;
    for (const { ref, kind, verified } of identifiers) {
      const holder = held(ref);
      if (!holder || !mayJoin(rule(source, kind), verified, holder.verified)) continue;
      ({ customerId, homeId } = holder);
      joinedBy = kind;
      joined.set(holder.profileId, customerId);
      break;
    }
    if (customerId === undefined || homeId === undefined) {
      customerId = homeId = ids.customerId;
      customers.push(customerId);
    }
    const profile = { profileId: ids.profileId, customerId, homeId, verified: true, keyOf: null };
    profiles.push({ id: ids.profileId, source, key: profileKey, customerId, homeId, joinedBy });
    if (own) {
      claims.set(own.ref, { ...profile, kind: own.kind, value: own.value, ref: own.ref });
      assert(ids.profileId, own);
    } else if (held(strongest!.ref)) {
      claims.set(derived.ref, { ...profile, ...derived });
    }
    return profile;
  }

  for (const person of people) {
    const { source, own, identifiers } = person;
    const { profileId, customerId, homeId } = knownProfile(person, held) ?? found(person);
    holdings.push({ profileId, customerId });
    for (const assertion of identifiers) {
      const { ref, kind, value, verified } = assertion;
      const holder = held(ref);
      if (!holder) {
        const keyOf = !own && assertion === identifiers[0] ? source : null;
        claims.set(ref, { profileId, customerId, homeId, verified, keyOf, kind, value, ref });
        assert(profileId, assertion);
        continue;
      }
      const mine = holder.profileId === profileId;
      // What its holder asserted is what the identifier says: nothing to look up to know that this is no news.
      if (mine && (holder.verified || !verified)) continue;
      assert(profileId, assertion);
      if (mine) {
        const counted = claims.has(ref) ? claims : verifications;
        counted.set(ref, { ...holder, verified, kind, value, ref });
      } else if (holder.homeId !== homeId) {
        duplicates.push({ customerId: homeId, otherId: holder.homeId, kind, value });
      }
    }
  }
  return resolution;
}
