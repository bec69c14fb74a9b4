import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import connectorPoslog from '@chaland/connector-poslog';
import connectorShopify from '@chaland/connector-shopify';
import connectorSignals from '@chaland/connector-signals';
import type { TestConnection, TestDelivery } from '@chaland/core/testing';
import { counter } from './counter.ts';
import type { TestPanel } from './start-test-panel.ts';

/** The connectors of {@link connectAll}: of a web shop, tills, the shop floor, and one that fails on demand. */
export const connectors = [connectorShopify, connectorPoslog, connectorSignals, counter];

/** The connections of a retailer, by how they are. */
export interface Connected {
  /** A web shop, with two in quarantine. */
  shop: TestConnection;
  /** Tills, with one in quarantine, and one that isn't processed yet. */
  tills: TestConnection;
  doors: TestConnection;
  failing: TestConnection;
  paused: TestConnection;
}

const secret = 'a simulated signing secret';

/** Connects what a retailer has; things came by it, and some of them were at fault. @param app with {@link connectors} */
export async function connectAll(app: TestPanel): Promise<Connected> {
  const shop = await app.connect({
    connector: 'connector-shopify',
    name: 'Boutique en ligne',
    args: {
      shop: 'simulated.myshopify.com',
      webhookSecret: secret,
      webStore: 'LILLE',
      locations: [{ location: '655441491', store: 'LYON' }],
    },
  });
  const tills = await app.connect({
    connector: 'connector-poslog',
    name: 'Caisses France',
    args: { system: 'caisses France', secret, currency: 'EUR' },
  });
  const doors = await app.connect({
    connector: 'connector-signals.counter',
    name: 'Compteurs de porte',
    args: { system: 'compteurs', secret, stores: [{ place: 'S-7', store: 'LYON' }] },
  });
  const failing = await app.connect({
    connector: 'counter',
    name: 'Entrepôt',
    args: { address: 'down.example', secret },
  });
  const paused = await app.connect({
    connector: 'counter',
    name: 'Pop-up Bordeaux',
    args: { address: 'bordeaux.example', secret },
  });
  const send = async (connection: TestConnection, delivery: TestDelivery) => {
    const { status, body } = await app.deliver(connection, delivery);
    assert.ok(status < 300, JSON.stringify(body));
  };
  await send(shop, webhook('orders/create', order(1001)));
  await send(shop, webhook('orders/create', { ...order(1002), currency: null, presentment_currency: null }));
  await send(shop, webhook('orders/create', { ...order(1003), source_name: 'pos', location_id: 71 }));
  await send(shop, webhook('orders/create', { ...order(1004), financial_status: 'pending' }));
  for (const [number, store] of [
    [114, 'LYON'],
    [115, 'NICE'],
  ] as const)
    await send(tills, signed(poslog(number, store)));
  const counts = [9, 10, 11].map((hour) => ({
    store: hour === 11 ? 'S-9' : 'S-7',
    door: 'nord',
    from: `2026-03-02T${String(hour).padStart(2, '0')}:00:00+01:00`,
    minutes: 60,
    entries: 14 * hour,
    exits: 13 * hour,
  }));
  await send(doors, signed(JSON.stringify({ counts })));
  await app.inbox.drain();
  await send(tills, signed(poslog(116, 'LYON')));
  await app.connections.setState(paused.id, (await app.connections.get(paused.id)).version, 'paused');
  await send(paused, {
    headers: { 'x-secret': secret },
    body: { id: 'b-1', store: 'LYON', at: '2026-03-02T10:00:00Z', amount: 250 },
  });
  await app.pull(failing.id).catch(() => {});
  return { shop, tills, doors, failing, paused };
}

const money = (amount: string) => ({
  shop_money: { amount, currency_code: 'EUR' },
  presentment_money: { amount, currency_code: 'EUR' },
});

/** A paid order of the web shop, as its webhook tells it; of somebody simulated. */
const order = (number: number): Record<string, unknown> => ({
  id: 450_789_000 + number,
  name: `#${number}`,
  currency: 'EUR',
  presentment_currency: 'EUR',
  financial_status: 'paid',
  source_name: 'web',
  taxes_included: true,
  created_at: '2026-03-02T10:15:00+01:00',
  processed_at: '2026-03-02T10:15:00+01:00',
  updated_at: '2026-03-02T10:16:00+01:00',
  total_price: '60.00',
  total_price_set: money('60.00'),
  total_discounts_set: money('0.00'),
  customer: {
    id: 9000 + number,
    email: `simulated.${number}@example.org`,
    first_name: 'Simulated',
    last_name: 'Buyer',
    updated_at: '2026-03-02T10:16:00+01:00',
  },
  line_items: [
    {
      id: number,
      title: 'Linen shirt',
      sku: 'SHIRT-M',
      quantity: 1,
      price: '60.00',
      price_set: money('60.00'),
      tax_lines: [{ title: 'TVA', rate: 0.2, price: '10.00', price_set: money('10.00') }],
    },
  ],
  shipping_lines: [],
  refunds: [],
});

function webhook(topic: string, content: Record<string, unknown>): TestDelivery {
  const body = JSON.stringify(content);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': `w-${content.id}`,
      'x-shopify-shop-domain': 'simulated.myshopify.com',
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    },
  };
}

const signed = (body: string): TestDelivery => ({
  body,
  headers: { 'x-signature': createHmac('sha256', secret).update(body).digest('hex') },
});

const poslog = (number: number, store: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/">
  <Transaction>
    <RetailStoreID>${store}</RetailStoreID>
    <WorkstationID>2</WorkstationID>
    <SequenceNumber>${number}</SequenceNumber>
    <BusinessDayDate>2026-03-02</BusinessDayDate>
    <EndDateTime>2026-03-02T10:15:00+01:00</EndDateTime>
    <CurrencyCode>EUR</CurrencyCode>
    <RetailTransaction>
      <LineItem><SequenceNumber>1</SequenceNumber><Sale><ItemID>SC-01</ItemID><Description>Écharpe</Description><RegularSalesUnitPrice>45.90</RegularSalesUnitPrice><ExtendedAmount>45.90</ExtendedAmount><Quantity>1</Quantity></Sale></LineItem>
      <LineItem><SequenceNumber>2</SequenceNumber><Tender TenderType="Cash" TypeCode="Sale"><Amount>45.90</Amount></Tender></LineItem>
      <Total TotalType="TransactionGrandAmount">45.90</Total>
    </RetailTransaction>
  </Transaction>
</POSLog>
`;
