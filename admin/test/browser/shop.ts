import assert from 'node:assert/strict';
import { aMoment, aReceipt } from '@chaland/core/testing';
import type { TestPanel } from './start-test-panel.ts';

const day = 24 * 3_600_000;

/** The customers that tests look for; nobody real. */
export const marie = {
  id: '1001',
  identifiers: [
    { kind: 'email', value: 'marie.dubois@example.com', verified: true },
    { kind: 'phone', value: '+33612345678', verified: true },
    { kind: 'loyalty_card', value: '2900000001001' },
  ],
  attributes: { firstName: 'Marie', lastName: 'Dubois' },
};
const paul = {
  id: '1002',
  identifiers: [{ kind: 'email', value: 'paul.martin@example.com', verified: true }],
  attributes: { firstName: 'Paul', lastName: 'Martin' },
};
/** Whoever types their name at a till may type this. */
export const markup = {
  id: '1003',
  identifiers: [{ kind: 'email', value: 'zoe@example.com' }],
  attributes: { firstName: '<img src=x onerror=alert(1)>', lastName: 'Zoé & "Cie"' },
};

/** Ids by the source's number of the person. */
export type ShopCustomers = Record<string, string>;

/** Two stores, a seller, and some customers with a history; handed to all subscribers, and scored. */
export async function openShop(app: TestPanel): Promise<ShopCustomers> {
  await app.post('/api/brands', { code: 'MAISON', name: 'Maison Chaland' });
  await app.post('/api/stores', { code: 'LYON', name: 'Lyon Part-Dieu', brand: 'MAISON' });
  await app.post('/api/stores', { code: 'LILLE', name: 'Lille Grand-Place', brand: 'MAISON' });
  await app.post('/api/staff', { code: 'S1', name: 'Camille Roux', store: 'LYON' });

  const before = (days: number, hour = 0) =>
    new Date(app.clock.now().getTime() - days * day + hour * 3_600_000).toISOString();
  const scarf = { sku: 'SC-01', name: 'Écharpe en laine', price: 4590, category: ['Accessoires'] };
  const coat = { sku: 'MA-07', name: 'Manteau long', price: 18_990, category: ['Manteaux'] };
  const lyon = { store: 'LYON', staff: 'S1' };
  const others = Array.from({ length: 30 }, (_, n) => ({
    id: `2${n}`,
    identifiers: [{ kind: 'loyalty_card', value: `29${String(n).padStart(11, '0')}` }],
    attributes: { firstName: 'Camille', lastName: `Client ${n}` },
  }));
  const moments = [
    aMoment({
      ...lyon,
      type: 'visit',
      time: before(20, -1),
      customer: marie,
      session: 'v1',
      data: { noticed: 'card' },
    }),
    aMoment({
      ...lyon,
      type: 'advice',
      time: before(20, -0.5),
      customer: marie,
      session: 'v1',
      data: { topics: ['Laine'], minutes: 12 },
    }),
    aReceipt({ ...lyon, time: before(20), customer: marie, session: 'v1', lines: [scarf, coat] }),
    aReceipt({ ...lyon, time: before(90), customer: marie, lines: [coat] }),
    aReceipt({ store: 'LILLE', time: before(5), customer: paul, lines: [scarf] }),
    aReceipt({ store: 'LILLE', time: before(6), customer: markup, lines: [scarf] }),
    ...others.map((customer, n) =>
      aReceipt({ store: 'LILLE', time: before(n + 2), customer, lines: [scarf] }),
    ),
  ];
  const { status, body } = await app.post('/api/moments', moments);
  assert.ok(status < 300, JSON.stringify(body));
  const failed = body.items?.find(({ fate }: { fate: string }) => fate !== 'recorded');
  assert.equal(failed, undefined, JSON.stringify(failed));
  await app.drain();
  await app.jobs.enqueue('score-rfm.score', {});
  await app.drain();

  const identifiers = [marie, paul, markup].map(({ id }) => ({ kind: 'source:till', value: id }));
  const found = await app.post('/api/customers/lookup', { identifiers });
  const results = found.body.results as { canonical: string; customer: { id: string } }[];
  return Object.fromEntries(results.map(({ canonical, customer }) => [canonical, customer.id]));
}
