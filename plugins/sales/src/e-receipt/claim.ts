import { type Context, type Fate, type IdentifierInput, type Language, problem } from '@chaland/core';
import type { ReceiptClaimed } from '../contract.ts';
import type { ClaimChoice } from './claimable.ts';
import type { FoundSale } from './found-sale.ts';
import { eReceiptSource } from './send-by-email.ts';
import { wordsOf } from './words.ts';

/** Who claims a receipt, and what they agreed to. */
export interface Claim {
  sale: FoundSale;
  identifiers: readonly IdentifierInput[];
  agreed: readonly ClaimChoice[];
  language: Language;
}

/** Of people who typed who they are, and showed nothing for it: they are never taken for who has shown it before. */
const claimSource = 'e-receipt-claim';

const by = { kind: 'system', id: 'system', name: 'Chaland' } as const;

/**
 * Puts a receipt of nobody in somebody's name, in one transaction: that they said so is a moment of theirs, by whose
 * identifiers they are found as in any other; the receipt gets a customer of its own, who is merged into them. So it is
 * told, and undone like any merge. What they ticked is recorded, with the wording that they read.
 * @returns false where it was somebody's already
 */
export function claimReceipt(
  context: Context,
  { sale, identifiers, agreed, language }: Claim,
): Promise<boolean> {
  const { db, clock, customers, merges, moments, consents, stores } = context;
  return db.transaction(async () => {
    const lone = await customers.foundLone(sale, clock.now());
    if (lone === undefined) return false;
    const store = sale.storeId ? await stores.byId(sale.storeId) : undefined;
    const data: ReceiptClaimed = {
      source: sale.source,
      number: sale.data.number,
      moment: sale.id,
      profile: sale.profileId,
    };
    const customer = { identifiers: [...identifiers] };
    const source = identifiers.some(({ verified }) => verified) ? eReceiptSource : claimSource;
    const [fate] = await moments.record([
      {
        // A claim that was undone may be made again.
        id: `claim/${sale.id}/${lone}`,
        source,
        type: 'receipt.claimed',
        time: clock.now().toISOString(),
        customer,
        ...(store ? { store: store.code } : {}),
        data,
      },
    ]);
    const survivorId = customerOf(fate!);
    await merges.merge({
      kind: 'link',
      survivorId,
      loserId: lone,
      by,
      rule: 'receipt-claim',
      evidence: { source: sale.source, receipt: sale.data.number, by: identifiers.map(({ kind }) => kind) },
      automatic: true,
    });
    if (agreed.length > 0) {
      const fates = await consents.record(
        agreed.map((choice) => ({
          id: `claim/${sale.id}/${lone}/${choice.code}/${choice.channel}`,
          source,
          customer,
          state: 'granted',
          purpose: choice.code,
          channel: choice.channel,
          contactPoint: contactPointOf(identifiers, choice.channel),
          notice: {
            code: choice.notice.code,
            version: choice.notice.version,
            language: choice.notice.language,
          },
          method: 'e-receipt-page',
          ...(store ? { store: store.code } : {}),
          // What stood beside the box, word for word.
          evidence: {
            page: 'e-receipt',
            language,
            receipt: sale.data.number,
            purpose: choice.purpose,
            description: choice.description,
            channel: wordsOf(language).by[choice.channel],
          },
        })),
      );
      for (const one of fates) if (one.fate === 'rejected') throw refused(one.problem);
    }
    return true;
  });
}

function contactPointOf(identifiers: readonly IdentifierInput[], channel: ClaimChoice['channel']) {
  const found = identifiers.find(({ kind }) => kind === (channel === 'sms' ? 'phone' : 'email'));
  return found && { kind: found.kind, value: found.value };
}

function customerOf(fate: Fate): string {
  if ('customer' in fate && fate.customer) return fate.customer;
  throw refused('problem' in fate ? fate.problem : undefined);
}

const refused = (cause: unknown) =>
  problem('CHL_INPUT_INVALID', { detail: 'what was sent with the receipt was not accepted', cause });
