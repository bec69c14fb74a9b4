import { type Attributes, type FlatAttributes, flatten, sameValue, unflatten } from '../attributes.ts';
import { candidatesOf } from '../golden-record.ts';
import { normaliseAttributes } from '../normalise/attributes.ts';
import type { PlaceCheck } from '../place-list.ts';
import type { Competing } from './competing.ts';
import { type Candidate, type Choice, compare, criteriaOf, type Why } from './ranked.ts';
import { retailer, type SurvivorshipRule, type SurvivorshipRules } from './rules.ts';

/** What told a value from the one that won. */
export type Reason = 'only' | 'corrected' | 'chosen' | 'same' | Exclude<Why, 'decided'>;

export interface ExplainedValue {
  /** In its normal form; null where the retailer says that there is none. */
  value: unknown;
  /** As the source said it, where that is something else. */
  raw?: unknown;
  profile: string;
  source: string;
  /** ISO, in UTC. */
  since: string | null;
  verified: boolean;
  why: Reason;
}

export interface ExplainedAttribute extends ExplainedValue {
  attribute: string;
  rule: SurvivorshipRule;
  /** What somebody chose at a merge. */
  choice?: Choice;
  /** Of an address, against the list of its country's places where there is one. */
  check?: PlaceCheck;
  /** The best of them first. */
  others: ExplainedValue[];
}

/** Why each attribute of a customer has the value that it has, and which ones lost to it. */
export function explain({ profiles, choices }: Competing, rules: SurvivorshipRules): ExplainedAttribute[] {
  return [...candidatesOf(profiles)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([attribute, candidates]) => {
      const rule = rules.of(attribute);
      const choice = choices[attribute];
      const criteria = criteriaOf(rule, rules, choice);
      const [best, ...others] = candidates.toSorted((a, b) => compare(a, b, criteria).order);
      const winner = best!;
      const value = normalValue(attribute, winner.value, rules.country);
      const reason = (loser: Candidate): Reason => {
        const { why } = compare(winner, loser, criteria);
        if (why !== 'decided') return why;
        return winner.source === retailer && winner.profileId !== choice?.profileId ? 'corrected' : 'chosen';
      };
      const told = (candidate: Candidate, why: Reason): ExplainedValue => {
        const { profileId: profile, source, since, verified, value: raw } = candidate;
        const value = normalValue(attribute, raw, rules.country);
        const differs = !sameValue(value, raw);
        return { value, ...(differs ? { raw } : {}), profile, source, since: since || null, verified, why };
      };
      return {
        attribute,
        ...told(winner, others[0] ? reason(others[0]) : 'only'),
        rule,
        ...(choice ? { choice } : {}),
        others: others.map((other) => {
          const same = sameValue(normalValue(attribute, other.value, rules.country), value);
          return told(other, same ? 'same' : reason(other));
        }),
      };
    });
}

function normalValue(attribute: string, value: unknown, country: string): unknown {
  if (value === null) return null;
  const attributes: Attributes = unflatten({ [attribute]: value } satisfies FlatAttributes);
  return flatten(normaliseAttributes(attributes, country))[attribute];
}
