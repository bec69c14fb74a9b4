import { fault, isRecord, isText, type OwnFault } from '../plugin/own-fault.ts';
import type { Text } from '../text.ts';

/** Article 6(1) GDPR, by letter a to f. */
export const lawfulBases = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interest',
  'public-task',
  'legitimate-interest',
] as const;
export type LawfulBasis = (typeof lawfulBases)[number];

/**
 * One activity with personal data, as article 30 GDPR asks for it. The register is made of all those that core and
 * the enabled plugins declare.
 */
export interface Processing {
  /** `<plugin>.<name>`, e.g. `score-rfm.scoring`. */
  id: string;
  title: Text;
  purpose: Text;
  basis: LawfulBasis;
  /** Whose data: customers, passers-by. */
  persons: readonly Text[];
  /** What data: contact points, purchases. */
  categories: readonly Text[];
  /** Whom it is disclosed to, outside of Chaland; none where empty. */
  recipients: readonly Text[];
  /** To countries outside the EEA, with the safeguards. */
  transfers?: readonly Text[];
  /** How long it is kept, or what decides it. */
  retention: Text;
  /** Where it lies: tables with their schema. */
  tables?: readonly string[];
}

/** What is wrong with a plugin's processing activities by themselves. */
export function processingFaults(plugin: string, processing: readonly Processing[]): OwnFault[] {
  return processing.flatMap((activity, index) => {
    const at = `/processing/${index}`;
    const text = (key: 'title' | 'purpose' | 'retention') =>
      isText(activity[key])
        ? []
        : [
            fault(
              `${at}/${key}`,
              `gives its processing "${activity.id}" no ${key} in both languages`,
              `Write ${key}: { en: …, fr: … }`,
            ),
          ];
    const texts = (key: 'persons' | 'categories' | 'recipients' | 'transfers') => {
      const list: unknown = activity[key] ?? (key === 'transfers' ? [] : undefined);
      const needed = key === 'persons' || key === 'categories';
      return Array.isArray(list) && list.every(isText) && (list.length > 0 || !needed)
        ? []
        : [
            fault(
              `${at}/${key}`,
              `doesn't say the ${key} of its processing "${activity.id}" in both languages`,
              `Write ${key}: [{ en: …, fr: … }]`,
            ),
          ];
    };
    return [
      ...(isRecord(activity) && typeof activity.id === 'string' && activity.id.startsWith(`${plugin}.`)
        ? []
        : [
            fault(
              `${at}/id`,
              `declares the processing "${activity.id}", which is not its own`,
              `Begin its id with the plugin: "${plugin}.…"`,
            ),
          ]),
      ...text('title'),
      ...text('purpose'),
      ...text('retention'),
      ...(['persons', 'categories', 'recipients', 'transfers'] as const).flatMap(texts),
      ...(lawfulBases.includes(activity.basis)
        ? []
        : [
            fault(
              `${at}/basis`,
              `says "${activity.basis}" is the lawful basis of "${activity.id}"`,
              `Write one of ${lawfulBases.join(', ')}`,
            ),
          ]),
    ];
  });
}
