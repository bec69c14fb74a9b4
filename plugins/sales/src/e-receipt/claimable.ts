import { type Context, type Language, languages, sql } from '@chaland/core';
import type { FoundSale } from './found-sale.ts';
import type { Invitation, SalesSettings } from './settings.ts';

/** One thing that may be agreed to, with the wording that is read before. */
export interface ClaimChoice extends Pick<Invitation, 'purpose' | 'channel'> {
  /** In a form: what it is, and which wording was shown. */
  key: string;
  code: string;
  purpose: string;
  description: string;
  notice: { code: string; version: number; language: string; text: string };
}

/** What the page of a receipt invites to. */
export interface Claimable {
  choices: readonly ClaimChoice[];
}

/**
 * Whether a receipt may be claimed: it named nobody, and nobody has claimed it.
 * @returns undefined where it is somebody's, or the retailer doesn't offer it
 */
export async function claimableOf(
  sale: FoundSale,
  language: Language,
  context: Context,
): Promise<Claimable | undefined> {
  const { eReceipt } = await context.settings<SalesSettings>();
  if (!eReceipt.identify) return undefined;
  const [held] = await context.db.rows(sql`select from chaland.profile where id = ${sale.profileId}`);
  if (held) return undefined;
  return { choices: await choicesOf(eReceipt.invitations, language, context) };
}

/** What is offered, as far as there is something to read about it. */
async function choicesOf(
  invitations: readonly Invitation[],
  language: Language,
  { consents }: Context,
): Promise<ClaimChoice[]> {
  const [purposes, notices] = await Promise.all([
    consents.purposes.all(),
    consents.notices.byCodes(invitations.map(({ purpose, notice }) => notice ?? purpose)),
  ]);
  return invitations.flatMap(({ purpose: code, channel, notice: noticeCode = code }): ClaimChoice[] => {
    const purpose = purposes.get(code);
    const newest = notices.get(noticeCode)?.[0];
    if (purpose?.legalBasis !== 'consent' || !newest || newest.brand !== null) return [];
    const read = [language, ...languages].find((one) => newest.texts[one]);
    if (!read) return [];
    const { version } = newest;
    return [
      {
        key: [code, channel, noticeCode, version, read].join('|'),
        code,
        channel,
        purpose: purpose.title[language],
        description: purpose.description[language],
        notice: { code: noticeCode, version, language: read, text: newest.texts[read]!.text },
      },
    ];
  });
}
