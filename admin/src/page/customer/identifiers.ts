import type { Customer } from '../../extend/slots.ts';
import { useText } from '../../kit/index.ts';
import { messages } from './messages.ts';

type Identifier = Customer['profiles'][number]['identifiers'][number];

const telling = ['email', 'phone', 'loyalty_card', 'web_account'];

/** How to reach a customer, or else what they are known by; what was verified comes first. */
export function mainContact({ profiles }: Customer): Identifier | undefined {
  const all = profiles.flatMap(({ identifiers }) => identifiers);
  for (const kind of telling) {
    const some = all.filter((one) => one.kind === kind);
    const found = some.find(({ verified }) => verified) ?? some[0];
    if (found) return found;
  }
  return all[0];
}

const known = ['email', 'phone', 'loyalty_card', 'web_account', 'wallet_pass', 'device'] as const;
const isKnown = (kind: string): kind is (typeof known)[number] => (known as readonly string[]).includes(kind);

/** What people call kinds of identifiers; a plugin's own kind stands as it is. */
export function useIdentifierKinds() {
  const { t } = useText(messages);
  return (kind: string): string => {
    if (isKnown(kind)) return t(`kind.${kind}`);
    return kind.startsWith('source:') ? t('kind.source', { source: kind.slice('source:'.length) }) : kind;
  };
}
