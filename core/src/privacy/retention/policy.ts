import { defineExtensionPoint } from '../../plugin/extension-point.ts';
import type { Text } from '../../text.ts';

/**
 * Who a retention policy is about. `customer`: bought something (has a moment in the stage `checkout`); `prospect`:
 * is known, and never bought; `anonymous`: is known by devices or a source's own number alone.
 */
export const personKinds = ['customer', 'prospect', 'anonymous'] as const;
export type PersonKind = (typeof personKinds)[number];

/** How long something is kept where the retailer's settings don't say. */
export interface RetentionPolicy {
  /** `<plugin>.<name>` */
  id: string;
  title: Text;
  person: PersonKind;
  /**
   * `person`: they are erased so long after their last real contact. `moments`: what happened is erased so long after
   * it did, each as its type says.
   */
  data: 'person' | 'moments';
  /** Of moments: their types; all where absent. */
  types?: readonly string[];
  months: number;
  /** Where the period is from: a law, a recommendation, with its date. */
  source: Text;
}

/** The defaults that plugins bring: `privacy.retention` in core's settings goes before them. */
export const retentionPolicy = defineExtensionPoint<RetentionPolicy>('core.retention-policies');
