import { good, type VendorClient, VendorFault } from '@chaland/core';
import { identityOf, type ShopifyArgs } from '../args/schema.ts';
import type { AddressOf } from './address.ts';

/** What the API is asked with. */
export interface Access {
  token(): Promise<string>;
  /** @returns whether there can be another one: one that a client id was given is good for a day only */
  renew(): boolean;
}

/** By the token of a custom app; or one that the app's id and secret are exchanged for (the client credentials grant). */
export function accessOf(args: ShopifyArgs, http: VendorClient, addressOf: AddressOf): Access {
  const { accessToken, clientId } = args;
  if (accessToken) return { token: () => Promise.resolve(accessToken), renew: () => false };
  let held: Promise<string> | undefined;
  let renewed = false;
  return {
    token() {
      if (!clientId)
        throw new VendorFault('there is neither an access token nor a client id', { status: 401 });
      held ??= exchanged(args, clientId, http, addressOf);
      return held;
    },
    renew() {
      if (renewed) return false;
      renewed = true;
      held = undefined;
      return true;
    },
  };
}

async function exchanged(
  args: ShopifyArgs,
  clientId: string,
  http: VendorClient,
  addressOf: AddressOf,
): Promise<string> {
  const answer = await http.request(`${addressOf(identityOf(args))}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: args.clientSecret ?? args.webhookSecret,
    },
  });
  // A wrong id or secret is a 400 there, as OAuth has it.
  if (answer.status === 400) throw new VendorFault('the client id or its secret is refused', { status: 401 });
  const { access_token: token } = good(answer, 'an access token').json() as { access_token?: unknown };
  if (typeof token !== 'string') throw new VendorFault('the shop gave no access token', { status: 401 });
  return token;
}
