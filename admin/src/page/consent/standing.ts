import type { components } from '../../kit/index.ts';

/** A record of the ledger. */
export type Consent = components['schemas']['Consent'];

/** What was said last in one scope: brand, purpose, channel and contact point. */
export interface Standing {
  /** Names the scope. */
  key: string;
  /** What was said last of all. */
  last: Consent;
  /** What other sources of the person said last, where that is not the same. */
  others: Consent[];
}

/** A grant ends by itself once its time is over. */
export const stateOf = ({ state, expiresAt }: Pick<Consent, 'state' | 'expiresAt'>, now = Date.now()) =>
  (state === 'granted' || state === 'soft_opt_in') && expiresAt && new Date(expiresAt).getTime() <= now
    ? 'expired'
    : state;

const scopeKey = ({ purpose, brand, channel, contactPoint }: Consent) =>
  JSON.stringify([purpose, brand, channel, contactPoint?.kind, contactPoint?.value]);

/**
 * What stands, by scope, in the order given: that of what was said last. Each source of a merged customer keeps its
 * own word; where they differ, all of them are told.
 */
export function standingOf(records: readonly Consent[], now = Date.now()): Standing[] {
  const current = records.filter(({ current, state }) => current && state !== 'erased');
  return [...Map.groupBy(current, scopeKey)].map(([key, [last, ...rest]]) => ({
    key,
    last: last!,
    others: rest.filter((other) => stateOf(other, now) !== stateOf(last!, now)),
  }));
}
