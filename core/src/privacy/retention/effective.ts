import type { Extensions } from '../../plugin/extension-point.ts';
import type { Text } from '../../text.ts';
import type { PrivacySettings } from '../settings.ts';
import { type PersonKind, retentionPolicy } from './policy.ts';

/** A policy as it stands: a plugin's, or the retailer's own. */
export interface EffectivePolicy {
  /** The plugin's, or `core.settings-<place>`. */
  id: string;
  title: Text;
  person: PersonKind;
  data: 'person' | 'moments';
  types?: readonly string[];
  months: number;
  source: Text;
}

const own: Text = { en: 'Set by the retailer', fr: 'Fixée par l’enseigne' };

/** The retailer's rules, and of the plugins' those that none of them replaces: the same persons, data and types. */
export function effectivePolicies(extensions: Extensions, { retention }: PrivacySettings): EffectivePolicy[] {
  const replaced = new Set(retention.map(about));
  return [
    ...retention.flatMap(({ person, data, types, months }, index) =>
      months === undefined
        ? []
        : [
            {
              id: `core.settings-${index}`,
              title: own,
              person,
              data,
              ...(types ? { types } : {}),
              months,
              source: own,
            },
          ],
    ),
    ...extensions
      .all(retentionPolicy)
      .map(({ value }): EffectivePolicy => value)
      .filter((policy) => !replaced.has(about(policy))),
  ];
}

const about = ({ person, data, types }: { person: string; data: string; types?: readonly string[] }) =>
  [person, data, ...(types ?? []).toSorted()].join('\0');
