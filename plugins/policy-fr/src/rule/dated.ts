import type { Text } from '@chaland/core';

/** Where a rule is written. */
export interface Source {
  /** As lawyers cite it, in French: `Code de la consommation, art. D. 223-9`. */
  reference: string;
  url?: string;
}

/** A rule with the days on which it holds. */
export interface Dated<Rule> {
  /** First day in force, `YYYY-MM-DD`, where the person is. */
  from: string;
  /** First day on which it holds no more; absent while it does. */
  until?: string;
  title: Text;
  sources: readonly Source[];
  rule: Rule;
}

/** The rule that holds on a day, `YYYY-MM-DD`; undefined before there was one. */
export const inForce = <Rule>(rules: readonly Dated<Rule>[], day: string): Dated<Rule> | undefined =>
  rules.find(({ from, until }) => from <= day && (until === undefined || day < until));
