import { type Html, hostedPage, html, type Language } from '@chaland/core';
import type { FoundSale } from '../found-sale.ts';
import { qrSvg, returnCode } from '../qr.ts';
import { wordsOf } from '../words.ts';
import { receiptPart } from './receipt-part.ts';
import { sheet } from './sheet.ts';

export interface ReceiptPage {
  status?: number;
  language: Language;
  sale: FoundSale;
  store: { name: string; timeZone: string };
  expiresAt: Date;
  /** What became of what they sent. */
  said?: readonly string[];
  /** The invitation, where there is one. */
  claim?: Html | undefined;
}

/** The page of an e-receipt. */
export function receiptPage({
  status = 200,
  language,
  sale,
  store,
  expiresAt,
  said = [],
  claim,
}: ReceiptPage): Response {
  const words = wordsOf(language);
  const { source, data, type, time } = sale;
  const when = new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: store.timeZone,
  }).format(time);
  const until = new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', {
    dateStyle: 'long',
    timeZone: store.timeZone,
  }).format(expiresAt);
  const number = words.number.replace('{number}', () => data.number);
  const label = words.returnLabel.replace('{number}', () => data.number);
  return hostedPage({
    status,
    language,
    name: store.name,
    title: words.title[type],
    sheet,
    body: html`<p class="soft">${[store.name, when, number].filter(Boolean).join(' · ')}</p>
${said.length > 0 ? html`<div class="said" role="status">${said.map((text) => html`<p>${text}</p>`)}</div>\n` : ''}${receiptPart(data, type, language)}
${
  type === 'receipt'
    ? html`<section class="card"><h2>${words.returnTitle}</h2>
<p class="soft">${words.returnLead}</p>
<div class="code">${{ html: qrSvg(returnCode(source, data.number), label) }}</div></section>
`
    : ''
}${claim ?? ''}
<p class="soft screen">${words.until.replace('{date}', () => until)}</p>`,
  });
}

export type Unshown = 'forged' | 'expired' | 'gone' | 'failed';

const statuses: Record<Unshown, number> = { forged: 404, expired: 410, gone: 410, failed: 422 };

/** Why there is nothing to show. */
export function unshownPage(why: Unshown, language: Language, status = statuses[why]): Response {
  const words = wordsOf(language);
  return hostedPage({
    status,
    language,
    name: '',
    title: words[`${why}Title`],
    body: html`<p>${words[why]}</p>`,
  });
}
