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
  /** What finds the profile: the identifier `source:<source>`, or the derived key. */
  key: Assertion;
  /** The source's own number is an assertion as well; a derived key isn't. */
  keyAsserted: boolean;
  /** The others, strongest first. */
  identifiers: readonly Assertion[];
}

/** Which profile answers for an identifier, and whose it is. */
export interface Holding {
  profileId: string;
  customerId: string;
  verified: boolean;
}

export interface Resolution {
  /** Of each person, in order. */
  holdings: { profileId: string; customerId: string }[];
  customers: string[];
  profiles: { id: string; source: string; key: string; customerId: string }[];
  /** Rows of `profile_identifier` that are new, or newly verified. */
  assertions: Map<string, Assertion & { profileId: string }>;
  /** Identifiers that nobody had. */
  claims: Map<string, Holding & { kind: string; value: string }>;
  /** Identifiers that a profile of the same customer now asserts verified: it answers for them from now on. */
  verifications: Map<string, Holding & { kind: string; value: string }>;
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

  function found({ source, profileKey, key, keyAsserted, identifiers }: Person): Holding {
    const { profileId, customerId: own } = founding(key.ref);
    let customerId: string | undefined;
    for (const { ref, kind, verified } of identifiers) {
      const holder = held(ref);
      if (!holder || !mayJoin(rule(source, kind), verified, holder.verified)) continue;
      customerId = holder.customerId;
      joined.set(holder.profileId, customerId);
      break;
    }
    if (customerId === undefined) {
      customerId = own;
      customers.push(own);
    }
    profiles.push({ id: profileId, source, key: profileKey, customerId });
    const holding = { profileId, customerId, verified: true, kind: key.kind, value: key.value };
    claims.set(key.ref, holding);
    if (keyAsserted) assert(profileId, key);
    return holding;
  }

  for (const person of people) {
    const { profileId, customerId } = held(person.key.ref) ?? found(person);
    holdings.push({ profileId, customerId });
    for (const assertion of person.identifiers) {
      const { ref, kind, value, verified } = assertion;
      const holder = held(ref);
      if (!holder) {
        claims.set(ref, { profileId, customerId, verified, kind, value });
        assert(profileId, assertion);
        continue;
      }
      const mine = holder.profileId === profileId;
      if (mine && (holder.verified || !verified)) continue;
      assert(profileId, assertion);
      if (holder.customerId !== customerId) {
        duplicates.push({ customerId, otherId: holder.customerId, kind, value });
      } else if (verified && !holder.verified) {
        const answer = { profileId, customerId, verified, kind, value };
        if (claims.has(ref)) claims.set(ref, answer);
        else verifications.set(ref, answer);
      }
    }
  }
  return resolution;
}
