import type { CustomerInput } from '../../moment/moment.ts';
import type { JoinPolicy } from '../customers.ts';

export interface Telling {
  source: string;
  customer: CustomerInput;
}

/** What is known of people after some tellings; customers and profiles are named by the telling that founded them. */
export interface Known {
  /** Customer of each telling. */
  customers: string[];
  /** Profile of each telling. */
  profiles: string[];
  /** `kind value → customer`, with a `!` where verified. */
  identifiers: string[];
  /** `older newer kind value` */
  duplicates: string[];
  /** `profile kind value`, with a `!` where verified. */
  assertions: string[];
}

const strongestFirst = ['web_account', 'loyalty_card', 'email', 'device'];

/** The rules of identity, told as simply as they can be: one person after the other, in memory. */
export function identityModel(
  tellings: readonly Telling[],
  rule: (source: string, kind: string) => JoinPolicy,
): Known {
  const profileOf = new Map<string, string>();
  const customerOf = new Map<string, string>();
  const holders = new Map<string, { profile: string; customer: string; verified: boolean }>();
  const duplicates = new Set<string>();
  const assertions = new Map<string, boolean>();
  const known = { customers: [] as string[], profiles: [] as string[] };

  for (const [index, { source, customer }] of tellings.entries()) {
    const given = (customer.identifiers ?? []).toSorted(
      (a, b) => strongestFirst.indexOf(a.kind) - strongestFirst.indexOf(b.kind),
    );
    const key = `${source} ${customer.id ?? `${given[0]!.kind}:${given[0]!.value}`} ${customer.id !== undefined}`;

    let profile = profileOf.get(key);
    if (profile === undefined) {
      profile = `p${String(index).padStart(3, '0')}`;
      profileOf.set(key, profile);
      const joinable = given.find(({ kind, value, verified }) => {
        const holder = holders.get(`${kind} ${value}`);
        const policy = rule(source, kind);
        return holder && (policy === 'always' || (policy === 'if-verified' && verified && holder.verified));
      });
      const holder = joinable && holders.get(`${joinable.kind} ${joinable.value}`);
      customerOf.set(profile, holder?.customer ?? `c${String(index).padStart(3, '0')}`);
      if (customer.id !== undefined) {
        holders.set(`source:${source} ${customer.id}`, {
          profile,
          customer: customerOf.get(profile)!,
          verified: true,
        });
        assertions.set(`${profile} source:${source} ${customer.id}`, true);
      }
    }
    const mine = customerOf.get(profile)!;
    for (const { kind, value, verified = false } of given) {
      const identifier = `${kind} ${value}`;
      const assertion = `${profile} ${identifier}`;
      assertions.set(assertion, verified || (assertions.get(assertion) ?? false));
      const holder = holders.get(identifier);
      if (!holder) holders.set(identifier, { profile, customer: mine, verified });
      else if (holder.profile === profile) holder.verified ||= verified;
      else if (holder.customer === mine) continue;
      else duplicates.add(`${[mine, holder.customer].sort().join(' ')} ${identifier}`);
    }
    known.customers.push(mine);
    known.profiles.push(profile);
  }
  return {
    ...known,
    identifiers: [...holders]
      .map(([name, { customer, verified }]) => `${name} → ${customer}${mark(verified)}`)
      .sort(),
    duplicates: [...duplicates].sort(),
    assertions: [...assertions].map(([name, verified]) => name + mark(verified)).sort(),
  };
}

export const mark = (verified: boolean): string => (verified ? '!' : '');
