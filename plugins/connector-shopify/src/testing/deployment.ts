import { createHmac } from 'node:crypto';
import { definePlugin } from '@chaland/core';
import { startTestChaland, type TestConnection } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { ShopifyArgs } from '../args/schema.ts';
import { shopifyConnector } from '../connector.ts';
import { processing } from '../processing.ts';
import { args } from './args.ts';
import type { Json } from './order.ts';

/** The plugin with the API at another address. */
export const pluginAt = (addressOf: () => string) =>
  definePlugin({
    id: 'connector-shopify',
    version: '0.1.0',
    title: { en: 'Shopify', fr: 'Shopify' },
    requires: { api: '^1.0', plugins: { sales: '^0.1.0' } },
    processing,
    contributes: [shopifyConnector(addressOf)],
  });

/** A deployment with a connection to a shop, and the stores it sells in. */
export async function aDeployment({
  url = 'http://127.0.0.1:9',
  over = {},
}: {
  url?: string;
  over?: Partial<ShopifyArgs>;
} = {}) {
  const app = await startTestChaland({
    plugins: [sales, pluginAt(() => url)],
    start: new Date('2026-03-20T08:00:00Z'),
  });
  for (const code of ['lyon', 'web']) {
    await app.post('/api/stores', { code, name: code });
  }
  const connection = await app.connect({
    connector: 'connector-shopify',
    source: 'shopify',
    args: { ...args(), webStore: 'web', ...over },
  });
  let sent = 0;
  return {
    app,
    connection,
    send: (topic: string, body: Json | string, headers: Record<string, string> = {}) =>
      app.deliver(connection, webhook(topic, body, { 'x-shopify-webhook-id': `w-${++sent}`, ...headers })),
    /** What became of all deliveries: topic, state, why. */
    fates: () => fatesOf(app, connection),
    [Symbol.asyncDispose]: () => app.close(),
  };
}

/** A request as Shopify sends it. */
export function webhook(
  topic: string,
  body: Json | string,
  headers: Record<string, string> = {},
  secret: string = args().webhookSecret,
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(text).digest('base64');
  return {
    body: text,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': args().shop,
      'x-shopify-api-version': '2026-04',
      'x-shopify-triggered-at': '2026-02-10T08:00:00.123Z',
      'x-shopify-hmac-sha256': signature,
      ...headers,
    },
  };
}

type App = Awaited<ReturnType<typeof startTestChaland>>;

const fatesOf = ({ db }: App, { id }: TestConnection) =>
  db.query<{ topic: string; state: string; code: string | null; why: string | null }>(
    `select topic, state, code, coalesce(problem ->> 'pointer', reason ->> 'en') as why from chaland.delivery
     where connection_id = $1 order by received_at, key`,
    [id],
  );
