import { uuidv7 } from '../../data/uuid.ts';
import { problem } from '../../http/problem.ts';
import type { CentreParts } from './centre.ts';
import type { OpenedLink } from './links.ts';
import { lockVisitor, source } from './save.ts';

/** `one-click`: a mail program did it (RFC 8058). `unsubscribe-page`: the person pressed the button. */
export type UnsubscribeMethod = 'one-click' | 'unsubscribe-page';

/**
 * Ends one purpose on one channel for the contact point that the link was sent to, whoever holds it now. Doing it
 * again records nothing more.
 * @returns what became of it; `erased` where nobody is left to write to
 */
export async function unsubscribe(
  parts: CentreParts,
  link: Extract<OpenedLink, { use: 'unsubscribe' }>,
  method: UnsubscribeMethod,
): Promise<'withdrawn' | 'erased'> {
  const { db, consents } = parts;
  const { purpose, channel, profileId } = link;
  return db.transaction(async () => {
    const visitor = await lockVisitor(parts, link);
    if (!visitor) return 'erased';
    // A brand that is called something else by now: it ends for all of them, rather than for none.
    const [known] = await db.query('select from chaland.brand where code = $1', [link.brand]);
    const brand = known ? link.brand : null;
    const { customerId, contactPoint, passedOn } = visitor;
    const scope = { purpose, channel, brand, contactPoint };
    const [answer] = passedOn ? [] : await consents.check([{ customerId, ...scope }]);
    const standing = answer?.state ?? (await ownState(parts, customerId, { ...scope, profileId }));
    if (standing === 'withdrawn' || standing === 'refused') return 'withdrawn';
    const [fate] = await consents.record([
      { id: uuidv7(), source, profileId, ...scope, state: 'withdrawn', method },
    ]);
    // Never told that it is done when it isn't: mail programs try again.
    if (fate?.fate === 'rejected') throw problem('CHL_INTERNAL', { cause: fate.problem });
    return 'withdrawn';
  });
}

interface OwnScope {
  profileId: string;
  purpose: string;
  channel: string;
  brand: string | null;
  contactPoint: { kind: string; value: string } | null;
}

/** What the profile last said of exactly this, where the contact point passed on to somebody else. */
async function ownState({ consents }: CentreParts, customerId: string, scope: OwnScope) {
  const records = await consents.ofCustomer(customerId);
  return records.find(
    (record) =>
      record.current &&
      record.profileId === scope.profileId &&
      record.purpose === scope.purpose &&
      record.channel === scope.channel &&
      record.brand === scope.brand &&
      record.contactPoint?.kind === scope.contactPoint?.kind &&
      record.contactPoint?.value === scope.contactPoint?.value,
  )?.state;
}
