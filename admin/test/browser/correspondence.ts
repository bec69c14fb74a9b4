import assert from 'node:assert/strict';
import { postOffice } from './post-office.ts';
import type { TestPanel } from './start-test-panel.ts';

/** A post office that loses what is for one purpose: nobody knows what became of it. */
export function forgetfulPostOffice() {
  const office = postOffice();
  office.send = async ({ purpose }) => {
    if (purpose === 'service') throw new Error('the line went dead');
    return { providerId: 'p-1' };
  };
  return office;
}

/** What a customer agreed to and withdrew, a notice in two versions, and messages that ended in every other way. */
export async function correspond(app: TestPanel, customer: string, contact: string): Promise<void> {
  const post = async (path: string, body?: object) => {
    const answer = await app.post(path, body);
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer.body;
  };
  for (const fr of ['Recevez nos offres.', 'Recevez nos offres par e-mail.'])
    await post('/api/notices', {
      code: 'newsletter',
      texts: { fr: { text: fr }, en: { text: 'Get our offers.' } },
    });
  const said = {
    source: 'web-shop',
    customerId: customer,
    purpose: 'marketing',
    state: 'granted',
    method: 'paper',
  };
  const email = { channel: 'email', contactPoint: { kind: 'email', value: contact } };
  await post('/api/consents', [
    {
      ...said,
      ...email,
      id: 'c-1',
      notice: { code: 'newsletter', language: 'fr' },
      evidence: { note: '2041' },
    },
    { ...said, id: 'c-2', channel: 'sms', state: 'refused' },
    { ...said, ...email, id: 'c-3', purpose: 'survey', state: 'refused' },
  ]);
  await post('/api/consents/checkpoints');
  const message = { customer, channel: 'email', content: { text: 'Bonjour' } };
  for (const purpose of ['service', 'marketing', 'survey'])
    await post('/api/messages', { ...message, purpose });
  await app.drain();
  const notBefore = new Date(app.clock.now().getTime() + 24 * 3_600_000).toISOString();
  await post('/api/messages', { ...message, purpose: 'marketing', notBefore });
}
