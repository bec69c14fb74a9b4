import { connector, definePlugin, payload, Type, VendorFault } from '@chaland/core';

/**
 * A plugin that brings a connector of its own: sales come by webhook with a shared secret, and thirty of last year's
 * can be fetched. It works with addresses in `.example` only, `down.example` fails whoever fetches, and stores have to be
 * known.
 */
export const counter = definePlugin({
  id: 'counter',
  version: '1.0.0',
  title: { en: 'Counter', fr: 'Comptoir' },
  requires: { api: '^1.0' },
  contributes: [
    connector({
      id: 'counter',
      title: { en: 'Counter', fr: 'Comptoir' },
      description: {
        en: 'A simulated counter, for tests.',
        fr: 'Un comptoir simulé, pour les essais.',
      },
      args: Type.Object({
        address: Type.String({ minLength: 1, 'x-title': { en: 'Its address', fr: 'Son adresse' } }),
        secret: Type.String({
          minLength: 4,
          'x-secret': true,
          'x-title': { en: 'Shared secret', fr: 'Secret partagé' },
        }),
      }),
      identity: ({ address }) => address,
      async check({ address }) {
        if (address.endsWith('.example')) return { ok: true };
        return {
          ok: false,
          says: { en: 'There is no counter at this address.', fr: 'Aucun comptoir à cette adresse.' },
          pointer: '/address',
        };
      },
      receive({ args, headers, body }) {
        if (headers['x-secret'] !== args.secret) return { refused: 'another secret' };
        const { id } = JSON.parse(body.toString('utf8')) as { id: string };
        return { deliveries: [{ key: id, topic: 'sale' }] };
      },
      async *pull({ args, cursor }) {
        if (args.address === 'down.example')
          throw new VendorFault('asked for the sales, the other side answered 503', { status: 503 });
        for (let done = (cursor as number | undefined) ?? 0; done < 30; done += 10) {
          const deliveries = Array.from({ length: 10 }, (_, index) => ({
            key: `p${done + index}`,
            topic: 'sale',
            body: { id: `p${done + index}`, at: '2026-01-15T10:00:00Z', store: 'LYON', amount: 100 },
          }));
          yield { deliveries, cursor: done + 10, live: false, progress: { done: done + 10, total: 30 } };
        }
      },
      map({ body }) {
        const sale = payload(JSON.parse(body.toString('utf8')));
        const [id, amount] = [sale.text('/id'), sale.integer('/amount')];
        if (amount === 0) return { ignored: { en: 'nothing was sold', fr: 'rien n’a été vendu' } };
        return {
          moments: [
            {
              id: `sale/${id}`,
              type: 'receipt',
              time: sale.time('/at'),
              store: sale.text('/store'),
              data: {
                number: id,
                currency: 'EUR',
                lines: [{ sku: 'A', quantity: 1, unitPrice: (amount / 100).toFixed(2), amount }],
              },
            },
          ],
        };
      },
    }),
  ],
});
