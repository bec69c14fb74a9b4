import { createHash } from 'node:crypto';
import {
  type Context,
  type Language,
  type MessageState,
  problem,
  type Store,
  sql,
  usableIdentifiers,
} from '@chaland/core';
import type { FoundSale } from './found-sale.ts';
import { limitEmails } from './limits.ts';
import { wordsOf } from './words.ts';

/** Of consents, and of the profiles of people who gave nothing but an address for their receipt. */
export const eReceiptSource = 'e-receipt';
export const eReceiptPurpose = 'e-receipt';

export interface EmailDelivery {
  sale: FoundSale;
  store: Store | undefined;
  /** Code of who asked. */
  staff: string | undefined;
  /** As it was typed. */
  to: string;
  language: Language;
  total: string;
  linkFor(email: string): { url: string };
}

/** Ended without reaching anybody: asked for again, another message is tried. */
const failed: ReadonlySet<MessageState> = new Set(['failed', 'refused', 'expired', 'cancelled']);
const mostTries = 5;

/**
 * Asks for the e-mail with the receipt's link, by the one door. That the address was given for receipts is recorded
 * first, which keeps it from everything else; it is linked neither to the receipt's customer nor to the receipt.
 * @throws CHL_INPUT_INVALID where the address is none, or nobody's; CHL_RATE_LIMITED
 */
export async function sendByEmail(
  context: Context,
  { sale, store, staff, to, language, total, linkFor }: EmailDelivery,
): Promise<{ message: string; state: MessageState; known: boolean }> {
  const { db, messages, locale } = context;
  const [address] = usableIdentifiers([{ kind: 'email', value: to }], store?.country ?? locale.country);
  if (!address) throw problem('CHL_INPUT_INVALID', { detail: 'this is no e-mail address', pointer: '/to' });
  const { value } = address;
  const contactPoint = { kind: 'email', value };
  return db.transaction(async () => {
    const profile = await agree(context, { sale, store, staff, email: value });
    const words = wordsOf(language);
    const name = store?.name ?? '';
    const content = {
      subject: '{{subject}}',
      text: words.mail(sale.type),
      values: { subject: words.mailSubject(sale.type, name), store: name, total, link: linkFor(value).url },
    };
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const [fate] = await messages.request([
        {
          key: keyOf(sale, value, attempt),
          profile,
          channel: 'email',
          purpose: eReceiptPurpose,
          contactPoint,
          content,
        },
      ]);
      if (fate!.fate === 'refused') {
        throw problem('CHL_INPUT_INVALID', {
          detail: 'nothing is sent to this address: too many people have it, or it is nobody’s',
          pointer: '/to',
          mend: 'Ask the customer for another address, or show the QR code.',
        });
      }
      const { id, state } = fate!;
      if (fate!.fate === 'requested') await limitEmails(context, sale, value);
      if (fate!.fate === 'requested' || !failed.has(state) || attempt === mostTries) {
        return { message: id, state, known: fate!.fate === 'known' };
      }
    }
    throw new RangeError('unreachable');
  });
}

/** One receipt goes to one address once. */
const keyOf = ({ id }: FoundSale, email: string, attempt: number): string =>
  `e-receipt:${id}:${digestOf(id, email)}${attempt > 1 ? `:${attempt}` : ''}`;

const digestOf = (id: string, email: string): string =>
  createHash('sha256').update(`${id}\0${email}`).digest('hex').slice(0, 32);

/**
 * Notes that the address was given for receipts, unless that stands already: for who has it now, else for a profile that
 * knows nothing but the address.
 * @returns the profile to write to
 */
async function agree(
  { db, consents, clock }: Context,
  {
    sale,
    store,
    staff,
    email,
  }: { sale: FoundSale; store: Store | undefined; staff: string | undefined; email: string },
): Promise<string> {
  const contactPoint = { kind: 'email', value: email };
  const [holder] = await db.rows<{ customerId: string; profileId: string }>(sql`
    select profile.customer_id as "customerId", profile.id as "profileId"
    from chaland.identifier join chaland.profile on profile.id = identifier.profile_id
    where identifier.kind = 'email' and identifier.value = ${email} and identifier.quarantined_at is null`);
  if (holder) {
    const { customerId, profileId } = holder;
    const [answer] = await consents.check([
      { customerId, purpose: eReceiptPurpose, channel: 'email', contactPoint },
    ]);
    if (answer!.allowed) return profileId;
  }
  const [fate] = await consents.record([
    {
      // Said anew each time that it doesn't stand, and never twice for one request.
      id: `${sale.id}/${digestOf(sale.id, email)}/${clock.now().toISOString()}`,
      source: eReceiptSource,
      ...(holder ? { profileId: holder.profileId } : {}),
      state: 'granted',
      purpose: eReceiptPurpose,
      channel: 'email',
      contactPoint,
      method: 'till',
      ...(store ? { store: store.code } : {}),
      ...(staff ? { staff } : {}),
      evidence: { source: sale.source, receipt: sale.data.number },
    },
  ]);
  if (fate && 'profile' in fate) return fate.profile;
  throw problem('CHL_INPUT_INVALID', {
    detail: 'the address could not be noted as given for receipts',
    cause: fate?.problem,
  });
}
