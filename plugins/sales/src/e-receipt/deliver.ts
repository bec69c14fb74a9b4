import {
  formatMoney,
  type Language,
  problem,
  type RequestContext,
  type RouteRequest,
  reply,
  route,
  Type,
} from '@chaland/core';
import { dueOf } from '../moment-type/value.ts';
import { sendReceipts } from '../permissions.ts';
import { type FoundSale, findSale, type SaleName } from './found-sale.ts';
import { languageOf } from './language.ts';
import { qrSvg } from './qr.ts';
import { signReceiptLink } from './receipt-link.ts';
import { sendByEmail } from './send-by-email.ts';
import type { SalesSettings } from './settings.ts';
import { wordsOf } from './words.ts';

const DeliveryBody = Type.Union([
  Type.Object(
    {
      channel: Type.Literal('email'),
      to: Type.String({
        minLength: 3,
        maxLength: 320,
        description: 'The address that the customer gave for it',
      }),
      language: Type.Optional(Type.Enum(['fr', 'en'], { description: "The store's where absent" })),
      staff: Type.Optional(Type.String({ maxLength: 200, description: 'Code of who asked the customer' })),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { channel: Type.Literal('qr'), language: Type.Optional(Type.Enum(['fr', 'en'])) },
    { additionalProperties: false },
  ),
]);

type Body = { channel: 'email' | 'qr'; to?: string; language?: Language; staff?: string };

const responses = {
  200: {
    description: 'A link to show, with its QR code',
    schema: Type.Object({
      channel: Type.Literal('qr'),
      url: Type.String({ format: 'uri' }),
      svg: Type.String({ description: 'The QR code' }),
      expiresAt: Type.String({ format: 'date-time' }),
    }),
  },
  202: {
    description: 'An e-mail; asked for twice, it is the same one',
    schema: Type.Object({
      channel: Type.Literal('email'),
      message: Type.String({
        format: 'uuid',
        description: 'GET /api/messages/{id} tells what becomes of it',
      }),
      state: Type.String(),
      known: Type.Boolean({ description: 'Whether it was asked for before' }),
    }),
  },
  429: { description: 'This receipt went to several addresses, or this address got many receipts: later' },
} as const;

const common = {
  method: 'POST',
  tag: 'Sales',
  permission: sendReceipts,
  permissionScope: 'somewhere',
  // Whoever has the link sees the receipt.
  secret: true,
  body: DeliveryBody,
  responses,
} as const;

const description =
  'The address serves for receipts, and for nothing else: it is isolated from all other purposes. Nothing is linked to the customer.';

export const deliverReceipt = route({
  ...common,
  path: '/api/x/sales/receipts/{id}/deliver',
  summary: 'Send a receipt by e-mail, or show its link as a QR code',
  description,
  params: Type.Object({ id: Type.String({ format: 'uuid', description: "The moment's" }) }),
  handler: ({ params: { id }, ...request }, context) => deliver({ id }, { ...request, params: {} }, context),
});

export const deliverReceiptByNumber = route({
  ...common,
  path: '/api/x/sales/receipts/deliver',
  summary: 'The same, for a till that knows the number that it printed',
  description,
  query: Type.Object({
    source: Type.String({ description: 'As it calls itself' }),
    number: Type.String({ description: 'As printed; of several the latest' }),
  }),
  handler: ({ query: { source, number }, ...request }, context) =>
    deliver({ source, number }, { ...request, query: {} }, context),
});

async function deliver(
  name: SaleName,
  request: RouteRequest<unknown, unknown, Body>,
  context: RequestContext,
) {
  const { db, stores, locale, links } = context;
  const sale = await findSale(db, name);
  const store = sale.storeId ? await stores.byId(sale.storeId) : undefined;
  if (!context.principal.may(sendReceipts, { storeId: sale.storeId })) {
    throw problem('CHL_FORBIDDEN', { detail: `this needs the permission "${sendReceipts}" in the store` });
  }
  const language = request.body.language ?? languageOf(store, locale);
  const { eReceipt } = await context.settings<SalesSettings>();
  const linkFor = (email: string | null) => {
    const { token, expiresAt } = signReceiptLink(links, sale, { email, days: eReceipt.days });
    return { url: `${links.origin(request)}/api/x/sales/e-receipts/${token}`, expiresAt };
  };
  request.audit({
    kind: 'moment',
    id: sale.id,
    action: 'deliver',
    changes: { channel: request.body.channel },
  });
  if (request.body.channel === 'qr') {
    const { url, expiresAt } = linkFor(null);
    return reply(200, { channel: 'qr', url, svg: qrSvg(url, wordsOf(language).qrLabel), expiresAt });
  }
  const { to = '', staff } = request.body;
  const sent = await sendByEmail(context, {
    sale,
    store,
    staff,
    to,
    language,
    linkFor,
    total: formatMoney(totalOf(sale), sale.data.currency, language),
  });
  return reply(202, { channel: 'email', ...sent });
}

const totalOf = ({ data }: FoundSale): number => dueOf(data) + (data.totals?.rounding ?? 0);
