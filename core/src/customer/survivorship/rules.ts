import type { DeploymentLocale } from '../../context.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import { identitySettings } from '../../setting/identity-settings.ts';
import type { Settings } from '../../setting/settings.ts';

/** The source of what the retailer corrects by hand. */
export const retailer = 'chaland';

export type RuleName = 'latest' | 'source-priority' | 'verified-first' | 'most-complete';

export interface SurvivorshipRule {
  rule: RuleName;
  /** The most trusted first; only 'source-priority' asks. */
  sources: readonly string[];
}

/** How the values of a customer's profiles compete. */
export interface SurvivorshipRules {
  /** Of `birthDate`, `custom.size`…: its own rule, else that of `custom` for the retailer's own, else the default. */
  of(attribute: string): SurvivorshipRule;
  /** Whether the retailer's corrections win over every source. */
  correctionsFirst: boolean;
  /** Whether any rule asks who is verified. */
  asksVerified: boolean;
  /** ISO 3166-1 alpha-2: what addresses without a country are read with. */
  country: string;
}

type Said = CoreSettings['identity']['survivorship'];

/** @param country the deployment's own */
export function survivorshipRules(said: Said, country: string): SurvivorshipRules {
  const own = new Map(said.attributes.map(({ attribute, ...rule }) => [attribute, rule]));
  const rules = [said.default, ...own.values()];
  return {
    of: (attribute) =>
      own.get(attribute) ?? (attribute.startsWith('custom.') ? own.get('custom') : undefined) ?? said.default,
    correctionsFirst: said.corrections === 'first',
    asksVerified: rules.some(({ rule }) => rule === 'verified-first'),
    country,
  };
}

/** The rules in force. As `settings` are, they are kept in memory for seconds. */
export async function readRules(
  settings: Pick<Settings, 'of'>,
  { country }: Pick<DeploymentLocale, 'country'>,
): Promise<SurvivorshipRules> {
  return survivorshipRules((await identitySettings(settings)).survivorship, country);
}
