import { connector, definePlugin, hmacMatches, Type } from '@chaland/core';

/** A shop that signs what it sends: a delivery is one receipt, in Chaland's own words, so that only core is measured. */
export const shop = definePlugin({
  id: 'bench-shop',
  version: '1.0.0',
  title: { en: 'Shop', fr: 'Boutique' },
  requires: { api: '^1.0' },
  contributes: [
    connector({
      id: 'bench-shop',
      title: { en: 'Shop', fr: 'Boutique' },
      description: { en: 'For measuring', fr: 'Pour mesurer' },
      args: Type.Object({ secret: Type.String({ 'x-secret': true }) }),
      identity: () => 'bench',
      check: async () => ({ ok: true }),
      receive({ args, headers, body }) {
        const signature = headers['x-signature'] ?? '';
        return hmacMatches({
          algorithm: 'sha256',
          secret: args.secret,
          content: body,
          signature,
          encoding: 'base64',
        })
          ? { deliveries: [{ key: headers['x-id'] ?? '', topic: 'orders/paid' }] }
          : { refused: 'the signature is wrong' };
      },
      map: ({ body }) => ({ moments: [JSON.parse(body.toString())] }),
    }),
  ],
});
