import assert from 'node:assert/strict';
import { startTestChaland, type TestChaland, type TestChalandOptions } from '../../../testing/index.ts';
import type { ConsentInput } from '../../consents.ts';
import type { ContactPoint } from '../../contact-point.ts';
import { consent, customerOf, shop } from '../../testing/shop.ts';

const origin = 'https://crm.example.com';
export const notice = {
  code: 'marketing',
  texts: {
    fr: { text: 'La maison Martin vous écrit quand elle a du neuf <3.' },
    en: { text: 'Maison Martin writes when there is news <3.' },
  },
};

/** A deployment with a notice that people are shown. */
export async function startShop(options: Pick<TestChalandOptions, 'on' | 'log'> = {}): Promise<TestChaland> {
  const app = await startTestChaland({ ...options, plugins: [shop], config: { http: { origin } } });
  await app.consents.notices.create(notice, app.clock.now());
  return app;
}

let came = 10;

/** Where one of them is reached: nobody else's. */
interface Points {
  email: ContactPoint;
  phone: ContactPoint;
}

/** Somebody with an e-mail and a phone, who has said something already. */
export async function newcomer(
  app: TestChaland,
  said: (at: Points) => readonly Partial<ConsentInput>[] = () => [],
) {
  const n = ++came;
  const email = { kind: 'email', value: `ana${n}@example.com` };
  const phone = { kind: 'phone', value: `+336123456${n}` };
  await app.post('/api/moments', {
    id: `m${n}`,
    source: 'till',
    type: 'visit',
    time: app.clock.now().toISOString(),
    customer: {
      id: `ana-${n}`,
      identifiers: [email, phone].map((one) => ({ ...one, verified: true })),
      attributes: { firstName: 'Ana', language: 'fr' },
    },
    data: {},
  });
  const [profile] = await app.db.query<{ id: string }>('select id from chaland.profile where key = $1', [
    `ana-${n}`,
  ]);
  const profileId = profile!.id;
  const customerId = await customerOf(app, profileId);
  const records = said({ email, phone }).map((one) => consent({ profileId, ...one }));
  for (const { fate } of await app.consents.record(records)) assert.equal(fate, 'recorded');
  app.clock.advance({ minutes: 1 });
  return {
    email,
    phone,
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
