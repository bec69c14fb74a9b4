import {
  formTypes,
  type Language,
  languages,
  Problem,
  type RequestContext,
  type RouteRequest,
  readForm,
  route,
  Type,
} from '@chaland/core';
import { claimReceipt } from './claim.ts';
import { type ClaimFault, type ClaimForm, claimForm, readClaim } from './claim-form.ts';
import { claimableOf } from './claimable.ts';
import { type FoundSale, saleOfLink } from './found-sale.ts';
import { languageOf } from './language.ts';
import { limitClaims } from './limits.ts';
import { claimPart } from './page/claim-part.ts';
import { receiptPage, unshownPage } from './page/pages.ts';
import { openReceiptLink, type ReceiptLink } from './receipt-link.ts';
import { wordsOf } from './words.ts';

const mediaType = 'text/html';

const page = {
  path: '/api/x/sales/e-receipts/{token}',
  tag: 'Sales',
  permission: null,
  // An entry would hold the token.
  unaudited: true,
  params: Type.Object({ token: Type.String({ maxLength: 1_000, description: 'From the link' }) }),
  // Mailers add words of their own to addresses: what isn't known is let pass.
  query: Type.Object(
    { lang: Type.Optional(Type.String({ description: '`fr` or `en`' })) },
    { additionalProperties: true },
  ),
} as const;

const responses = {
  200: { description: 'The page.', mediaType },
  404: { description: 'A page: the link was cut short, or never was.', mediaType },
  410: { description: 'A page: the link has expired, or the person was erased.', mediaType },
} as const;

/** The receipt, to whoever has its link. Looking at it changes nothing. */
export const eReceiptPage = route({
  ...page,
  method: 'GET',
  summary: 'An e-receipt, with the choice to say whose it is',
  responses,
  async handler(request, context) {
    const opened = await open(request, context);
    return opened instanceof Response ? opened : show(opened, context);
  },
});

/** Says whose it is, and what they agree to. */
export const claimPage = route({
  ...page,
  method: 'POST',
  summary: 'Put an e-receipt in somebody’s name',
  rawBody: formTypes,
  responses: {
    ...responses,
    409: { description: 'A page: it is in somebody’s name already.', mediaType },
    422: { description: 'A page: something of the form is missing or wrong.', mediaType },
    429: { description: 'A page: it was tried too often.', mediaType },
  },
  async handler(request, context) {
    const opened = await open(request, context);
    if (opened instanceof Response) return opened;
    const { sale, language, link, country } = opened;
    const words = wordsOf(language);
    try {
      await limitClaims(context, sale, request.caller.address);
      const form = claimForm(await readForm(request.raw));
      const claimable = await claimableOf(sale, language, context);
      if (!claimable) return show(opened, context, { status: 409, said: [words.notClaimed] });
      const claim = readClaim(form, claimable.choices, { country, isProven: link.isFor });
      if ('faults' in claim) return show(opened, context, { status: 422, form, faults: claim.faults });
      const done = await claimReceipt(context, { sale, language, ...claim });
      if (!done) return show(opened, context, { status: 409, said: [words.notClaimed] });
      const said = [words.claimed, ...(claim.agreed.length > 0 ? [words.agreed] : [])];
      return show(opened, context, { said });
    } catch (error) {
      // People get a page; what fails on our side is the log's too.
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      const page = unshownPage('failed', language, error.status);
      const wait = error.details.headers?.['retry-after'];
      if (wait) page.headers.set('retry-after', wait);
      return page;
    }
  },
});

interface Opened {
  link: ReceiptLink & { expiresAt: Date };
  sale: FoundSale;
  store: { name: string; timeZone: string };
  country: string;
  language: Language;
}

async function open(
  { params: { token }, query }: RouteRequest<{ token: string }, { lang?: string }>,
  { links, db, stores, locale }: RequestContext,
): Promise<Opened | Response> {
  const asked = languages.find((one) => one === query.lang);
  const link = openReceiptLink(links, token);
  if (typeof link === 'string') return unshownPage(link, asked ?? locale.language);
  const sale = await saleOfLink(db, link);
  if (!sale) return unshownPage('gone', asked ?? locale.language);
  const store = sale.storeId ? await stores.byId(sale.storeId) : undefined;
  return {
    link,
    sale,
    store: store ?? { name: '', timeZone: locale.timeZone },
    country: store?.country ?? locale.country,
    language: asked ?? languageOf(store, locale),
  };
}

async function show(
  { sale, store, language, link }: Opened,
  context: RequestContext,
  {
    status = 200,
    said = [],
    form,
    faults = [],
  }: { status?: number; said?: readonly string[]; form?: ClaimForm; faults?: readonly ClaimFault[] } = {},
): Promise<Response> {
  const claimable = await claimableOf(sale, language, context);
  return receiptPage({
    status,
    language,
    sale,
    store,
    expiresAt: link.expiresAt,
    said,
    claim: claimable && claimPart(claimable, language, { ...(form ? { form } : {}), faults }),
  });
}
