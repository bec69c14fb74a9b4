import { Type } from 'typebox';
import { momentType } from '../../moment/type.ts';
import { definePlugin } from '../../plugin/define-plugin.ts';
import { connector } from '../connector.ts';
import { payload } from '../payload/payload.ts';
import { good } from '../vendor/vendor-fault.ts';

const text = (word: string) => ({ en: word, fr: word });

/** What the till's server answers a page of sales with. */
export interface SalesPage {
  sales: { id: string; at: string; customer?: string; email?: string; card?: string; kept?: boolean }[];
  next: string | null;
}

/**
 * A connector for tests: a till with an API that wants a token, pages of sales, and a webhook with a shared secret.
 * Its token and secret are never said anywhere.
 */
export const till = definePlugin({
  id: 'till',
  version: '1.0.0',
  title: text('Till'),
  requires: { api: '^1.0' },
  contributes: [
    ...(['till.sale', 'till.receipt'] as const).map((type) =>
      momentType({
        type,
        version: 1,
        title: text('Sale'),
        stage: 'checkout',
        schema: Type.Object({ till: Type.String() }),
        // A receipt stays for the books, and tells of nobody.
        ...(type === 'till.receipt' ? { erase: () => ({ till: '' }) } : {}),
        summary: () => 'Sale',
      }),
    ),
    connector({
      id: 'till',
      title: text('Till'),
      description: text('A till'),
      args: Type.Object({
        address: Type.String({ 'x-title': text('Address') }),
        token: Type.String({ minLength: 4, 'x-secret': true }),
        webhook: Type.Optional(Type.Object({ secret: Type.Optional(Type.String({ 'x-secret': true })) })),
        pageSize: Type.Integer({ default: 2 }),
      }),
      identity: ({ address }) => address,
      pullEvery: 15,
      async check({ address, token }, { http }) {
        const { status } = await http.request(`${address}/me`, {
          headers: { authorization: `Bearer ${token}` },
        });
        if (status === 200) return { ok: true };
        return {
          ok: false,
          says: { en: 'The till refuses this token.', fr: 'La caisse refuse ce jeton.' },
          pointer: '/token',
        };
      },
      receive({ args, headers, body }) {
        if (headers['x-secret'] !== args.webhook?.secret) return { refused: 'another secret' };
        const sale = JSON.parse(body.toString('utf8')) as { id: string };
        return { deliveries: [{ key: sale.id, topic: 'sale' }] };
      },
      async *pull({ args: { address, token, pageSize }, cursor, http }) {
        for (let from = (cursor as { from?: string } | undefined)?.from ?? '0'; ; ) {
          const answer = await http.request(`${address}/sales?from=${from}&size=${pageSize}`, {
            headers: { authorization: `Bearer ${token}` },
          });
          const { sales, next } = good(answer, 'the sales').json() as SalesPage;
          if (sales.length > 0) {
            from = sales.at(-1)!.id;
            yield {
              deliveries: sales.map((sale) => ({ key: sale.id, topic: 'sale', body: sale })),
              cursor: { from },
            };
          }
          if (next === null) return;
        }
      },
      map({ body }, { connection }) {
        const sale = payload(JSON.parse(body.toString('utf8')));
        const customer = sale.maybeText('/customer');
        const email = sale.maybeText('/email');
        const card = sale.maybeText('/card');
        return {
          moments: [
            {
              id: `sale/${sale.text('/id')}`,
              type: sale.maybeFlag('/kept') ? 'till.receipt' : 'till.sale',
              time: sale.time('/at'),
              ...(customer
                ? {
                    customer: {
                      id: customer,
                      identifiers: [
                        ...(email ? [{ kind: 'email', value: email }] : []),
                        ...(card ? [{ kind: 'loyalty_card', value: card, verified: true }] : []),
                      ],
                    },
                  }
                : {}),
              data: { till: connection.name },
            },
          ],
        };
      },
    }),
  ],
});
