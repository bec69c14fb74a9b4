import { createHmac } from 'node:crypto';
import { cursorPages, type DescribedConnector, startFakeVendor } from '@chaland/core/testing';
import { first, moved, second, third, written } from './fixtures.ts';
import plugin from './plugin.ts';

const token = 'token-of-the-workshop';

function event(name: string, topic: string, content: object) {
  const body = written({ event: name, topic, ...content });
  return (args: Record<string, unknown>) => ({
    body,
    headers: {
      'content-type': 'application/json',
      'x-workshop-signature': createHmac('sha256', String(args.webhookSecret)).update(body).digest('hex'),
    },
  });
}

export const described: DescribedConnector = {
  plugins: plugin,
  connector: 'connector-workshop',
  args: ({ address }) => ({
    address,
    token,
    webhookSecret: 'secret-of-the-workshop',
    stores: [{ branch: '12', store: 'paris' }],
  }),
  async prepare(app) {
    for (const code of ['paris', 'lyon']) await app.post('/api/stores', { code, name: code });
  },
  deliveries: [
    {
      name: 'a repair that was collected',
      request: event('e-1', 'repair', { repair: first }),
      expect: { moments: ['repair/9007199254740993'] },
    },
    {
      name: 'a repair of somebody unknown',
      request: event('e-2', 'repair', { repair: second }),
      expect: { moments: ['repair/8'] },
    },
    {
      name: 'a repair that is not collected yet',
      request: event('e-3', 'repair', { repair: { ...third, state: 'received' } }),
      expect: { state: 'ignored', moments: [] },
    },
    {
      name: 'the same repair, collected',
      request: event('e-4', 'repair', { repair: third }),
      expect: { moments: ['repair/9'] },
    },
    { name: 'a customer who moved', request: event('e-5', 'customer', { customer: moved }) },
    {
      name: 'a repair without its total',
      request: event('e-6', 'repair', { repair: { ...first, id: 10n, total: undefined } }),
      expect: { state: 'quarantined', code: 'CHL_DELIVERY_FIELD', moments: [] },
    },
    {
      name: 'what is none of our business',
      request: event('e-7', 'holiday', {}),
      expect: { state: 'ignored' },
    },
  ],
  vendor: () =>
    startFakeVendor({
      routes: {
        'GET /me': () => ({ body: { name: 'the workshop' } }),
        'GET /repairs': cursorPages({
          items: [second, third, { ...third, id: 11n, number: 'W-104' }].map((repair) => ({
            ...repair,
            id: Number(repair.id),
          })),
          size: 1,
          itemsIn: 'repairs',
          cursorIn: 'next',
        }),
      },
      authorised: ({ headers }) => headers.authorization === `Bearer ${token}`,
    }),
  personal: ['Simulated-Before', 'Simulated-After'],
};
