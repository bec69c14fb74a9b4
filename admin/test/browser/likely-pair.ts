import assert from 'node:assert/strict';
import type { CustomerInput } from '@chaland/core';
import { aReceipt } from '@chaland/core/testing';
import type { TestPanel } from './start-test-panel.ts';

/** Two who are told of as one person would be, by two sources that don't know of each other; the web shop's is newer. */
export interface LikelyPair {
  /** The till's Élodie Lefèvre, who has a card. */
  till: string;
  /** The web shop's Élodie Lefèvre-Morel. */
  web: string;
  /** As the API names the pair. */
  id: string;
}

const step = (attribute: string, level: string, bits: number, tf?: number) => ({
  attribute,
  level,
  bits,
  ...(tf ? { tf } : {}),
});
/** As matching tells it. */
const evidence = [
  step('prior', 'base', -14.2),
  step('firstName', 'exact', 7.4, 0.005),
  step('lastName', 'compound', 4.3),
  step('birthDate', 'exact', 12.1, 0.0002),
  step('postalCode', 'missing', 0),
  step('email', 'different', -1.7),
  step('household', 'possible', -0.4),
];

/** Records them, and notes of them what matching would. */
export async function addLikelyPair(app: TestPanel): Promise<LikelyPair> {
  const birthDate = '1988-05-12';
  const till = await come(app, 'till', {
    id: '3001',
    identifiers: [{ kind: 'loyalty_card', value: '2900000003001' }],
    attributes: { firstName: 'Élodie', lastName: 'Lefèvre', birthDate },
  });
  const web = await come(app, 'web', {
    id: '3002',
    identifiers: [{ kind: 'email', value: 'elodie@example.com' }],
    attributes: { firstName: 'Élodie', lastName: 'Lefèvre-Morel', birthDate },
  });
  await app.drain();
  await app.jobs.enqueue('score-rfm.score', {});
  await app.drain();
  const profiles = (await app.customers.profilesOf([till, web])).map(({ profileId }) => profileId).sort();
  await app.db.query(
    `insert into chaland.match_pair (profile_a, profile_b, probability, weight, evidence, model, found_at)
     values ($1::uuid, $2::uuid, 0.9945, 7.5, $3::jsonb, 1, $4)
     on conflict (profile_a, profile_b) do update
     set probability = excluded.probability, weight = excluded.weight, evidence = excluded.evidence, model = 1`,
    [profiles[0], profiles[1], JSON.stringify(evidence), app.clock.now()],
  );
  return { till, web, id: till < web ? `${till}~${web}` : `${web}~${till}` };
}

/** Two who gave the e-mail of one of them, which nobody verified. */
export async function addSharingPair(app: TestPanel, name: string): Promise<void> {
  const identifiers = [{ kind: 'email', value: `${name.toLowerCase()}@example.com` }];
  for (const source of ['till', 'web'] as const) {
    await come(app, source, { id: name, identifiers, attributes: { firstName: 'Ana', lastName: name } });
  }
}

async function come(app: TestPanel, source: 'till' | 'web', customer: CustomerInput): Promise<string> {
  const hoursAgo = source === 'till' ? 30 : 3;
  const time = new Date(app.clock.now().getTime() - hoursAgo * 3_600_000).toISOString();
  const { status, body } = await app.post('/api/moments', aReceipt({ source, customer, time }));
  assert.ok(status < 300, JSON.stringify(body));
  const identifiers = [{ kind: `source:${source}`, value: customer.id }];
  const found = await app.post('/api/customers/lookup', { identifiers });
  return found.body.results[0].customer.id;
}
