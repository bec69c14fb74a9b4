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
  /** The profile's. */
  source: string;
  /** Profiles seen to have the identifier; past its limit nobody joins by it, and no pair is made of it. */
  sharedBy: number;
  /** How many may share it, where somebody released it; null for the kind's limit. */
  allowed: number | null;
  quarantined: boolean;
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
  /** The profile through which it joined a customer, and the kind of identifier by which; null where it founded one. */
  joinedVia: string | null;
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
  /** Whether somebody asserts an identifier that another profile answers for. */
  shares: boolean;
  /** How many profiles may have one identifier of a kind. */
  limitOf: JoinRule['limitOf'];
  /** The profiles through which new ones joined a customer, with that customer. */
  joined: Map<string, string>;
}

/** Ids for the profile and customer that a key would found; the same key is given the same ones again. */
export type Founding = (keyRef: string) => { profileId: string; customerId: string };

const unshared = { sharedBy: 1, allowed: null, quarantined: false } as const;

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
    shares: false,
    limitOf: rule.limitOf,
    joined: new Map(),
  };
  const { holdings, customers, profiles, assertions, claims, verifications, duplicates, joined } = resolution;
  const held = (ref: string) => verifications.get(ref) ?? claims.get(ref) ?? known.get(ref);
  /** By identifier, who is new here and has it beside its holder. */
  const newcomers = new Map<string, Set<string>>();
  const isOverLimit = (
    ref: string,
    kind: string,
    { quarantined, sharedBy, allowed }: Holding,
    more: number,
  ) => quarantined || sharedBy + (newcomers.get(ref)?.size ?? 0) + more > (allowed ?? rule.limitOf(kind));

  const isNew = new Set<string>();

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
    let joinedVia: string | null = null;
    let joinedBy: string | null = null;
    for (const { ref, kind, verified } of identifiers) {
      const holder = held(ref);
      if (!holder || !mayJoin(rule(source, kind), verified, holder.verified)) continue;
      if (isOverLimit(ref, kind, holder, 1)) continue;
      if (rule.isPasserBy(holder.source) && !rule.isPasserBy(source)) continue;
      ({ customerId, homeId } = holder);
      joinedVia = holder.profileId;
      joinedBy = kind;
      joined.set(holder.profileId, customerId);
      break;
    }
    if (customerId === undefined || homeId === undefined) {
      customerId = homeId = ids.customerId;
      customers.push(customerId);
    }
    const profile = {
      profileId: ids.profileId,
      customerId,
      homeId,
      source,
      verified: true,
      keyOf: null,
      ...unshared,
    };
    profiles.push({ id: ids.profileId, source, key: profileKey, customerId, homeId, joinedVia, joinedBy });
    isNew.add(ids.profileId);
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
        claims.set(ref, {
          profileId,
          customerId,
          homeId,
          source,
          verified,
          keyOf,
          kind,
          value,
          ref,
          ...unshared,
        });
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
        continue;
      }
      resolution.shares = true;
      if (isNew.has(profileId)) {
        const others = newcomers.get(ref);
        if (others) others.add(profileId);
        else newcomers.set(ref, new Set([profileId]));
      }
      if (holder.homeId !== homeId && !isOverLimit(ref, kind, holder, 0)) {
        duplicates.push({ customerId: homeId, otherId: holder.homeId, kind, value });
      }
    }
  }
  return resolution;
}
