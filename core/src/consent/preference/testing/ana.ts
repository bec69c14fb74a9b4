import assert from 'node:assert/strict';
import { startTestChaland } from '../../../testing/index.ts';
import type { TestChalandOptions } from '../../../testing/start-test-chaland.ts';
import type { ConsentInput } from '../../consents.ts';
import { consent, customerOf, shop } from '../../testing/shop.ts';

const origin = 'https://crm.example.com';
export const email = { kind: 'email', value: 'ana@example.com' };
export const phone = { kind: 'phone', value: '+33612345678' };
export const notice = {
  code: 'marketing',
  texts: {
    fr: { text: 'La maison Martin vous écrit quand elle a du neuf <3.' },
    en: { text: 'Maison Martin writes when there is news <3.' },
  },
};

/** Somebody with an e-mail and a phone, and a notice that is shown to them. */
export async function withAna(
  said: readonly Partial<ConsentInput>[] = [],
  options: Pick<TestChalandOptions, 'on' | 'log'> = {},
) {
  const app = await startTestChaland({ ...options, plugins: [shop], config: { http: { origin } } });
  await app.consents.notices.create(notice, app.clock.now());
  await app.post('/api/moments', {
    id: 'm1',
    source: 'till',
    type: 'visit',
    time: app.clock.now().toISOString(),
    customer: {
      id: 'ana',
      identifiers: [email, phone].map((one) => ({ ...one, verified: true })),
      attributes: { firstName: 'Ana', language: 'fr' },
    },
    data: {},
  });
  const [profile] = await app.db.query<{ id: string }>('select id from chaland.profile');
  const profileId = profile!.id;
  const customerId = await customerOf(app, profileId);
  if (said.length > 0) {
    const fates = await app.consents.record(said.map((one) => consent({ profileId, ...one })));
    for (const { fate } of fates) assert.equal(fate, 'recorded');
  }
  app.clock.advance({ minutes: 1 });
  return {
    app,
    profileId,
    customerId,
    ledger: () => app.consents.ofCustomer(customerId),
    allows: async (channel: string, purpose = 'marketing') => {
      const contactPoint = channel === 'email' ? email : channel === 'sms' ? phone : null;
      const [answer] = await app.consents.check([{ customerId, purpose, channel, contactPoint }]);
      return answer!.allowed;
    },
    preferences: new URL(app.links.preferences({ profileId, contactPoint: email }).url).pathname,
    unsubscribe: new URL(
      app.links.unsubscribe({ profileId, contactPoint: email, purpose: 'marketing', channel: 'email' }).url,
    ).pathname,
    [Symbol.asyncDispose]: () => app.close(),
  };
}

/** A form as browsers send it. */
export const form = (
  fields: readonly (readonly [string, string])[] | Record<string, string>,
): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields as [string, string][]).toString(),
});

/** What a browser would send for a page: its hidden fields, and the boxes that are ticked. */
export function fieldsOf(page: string) {
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  const shown = [...page.matchAll(/name="shown" value="([^"]*)"/g)].map(([, value]) => plain(value!));
  const boxes = [...page.matchAll(/name="on" value="([^"]*)"[^>]*?( checked)?>/g)].map(
    ([, key, checked]) => ({
      key: plain(key!),
      checked: checked !== undefined,
    }),
  );
  return {
    boxes,
    /** @param on whether a box is ticked, by purpose and channel */
    send: (on: (purpose: string, channel: string, checked: boolean) => boolean) =>
      form([
        ...shown.map((value) => ['shown', value] as const),
        ...boxes
          .filter(({ key, checked }) => {
            const [purpose = '', channel = ''] = key.split('\n');
            return on(purpose, channel, checked);
          })
          .map(({ key }) => ['on', key.replaceAll('\n', '\r\n')] as const),
        ['do', 'save'],
      ]),
  };
}
