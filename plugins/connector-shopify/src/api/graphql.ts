import { setTimeout as pause } from 'node:timers/promises';
import { type ConnectionTools, good, VendorFault } from '@chaland/core';
import { identityOf, type ShopifyArgs } from '../args/schema.ts';
import type { AddressOf } from './address.ts';
import { accessOf } from './token.ts';

/** Asks the Admin API; the answer's `data`. */
export type Ask = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>;

interface GraphqlAnswer {
  data?: unknown;
  errors?: readonly { message?: string; extensions?: { code?: string } }[] | string;
  extensions?: { cost?: Cost };
}

interface Cost {
  requestedQueryCost?: number;
  throttleStatus?: { maximumAvailable?: number; currentlyAvailable?: number; restoreRate?: number };
}

/** A shop gives an app points by the second; a question costs points. Tries of one that came too early. */
const tries = 8;

/**
 * Asks as the shop's cost limit allows: a question that was throttled is asked again when the points for it are there.
 * @throws VendorFault with the status 401 or 403 where the token or its scopes don't do, 404 where there is no such shop
 */
export function createAsk(
  args: ShopifyArgs,
  { http, signal }: Pick<ConnectionTools, 'http' | 'signal'>,
  addressOf: AddressOf,
): Ask {
  const access = accessOf(args, http, addressOf);
  const url = `${addressOf(identityOf(args))}/admin/api/${args.apiVersion}/graphql.json`;
  return async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    for (let tried = 1; ; tried++) {
      const answer = await http.request(url, {
        method: 'POST',
        headers: { accept: 'application/json', 'x-shopify-access-token': await access.token() },
        body: { query, variables },
      });
      if (answer.status === 401 && access.renew()) continue;
      const { data, errors = [], extensions } = good(answer, 'its data').json() as GraphqlAnswer;
      if (errors.length === 0 && data !== undefined) return data as Data;
      const codes = typeof errors === 'string' ? [] : errors.map((error) => error.extensions?.code);
      if (!codes.includes('THROTTLED')) throw faultOf(errors, codes);
      if (tried === tries)
        throw new VendorFault('the shop bears no more questions for a while', { status: 429 });
      await pause(untilAffordable(extensions?.cost), undefined, { signal });
    }
  };
}

/** Milliseconds until what was asked can be paid for; a second where the shop doesn't say. */
export function untilAffordable({ requestedQueryCost = 0, throttleStatus = {} }: Cost = {}): number {
  const { currentlyAvailable = 0, restoreRate = 0 } = throttleStatus;
  if (restoreRate <= 0) return 1_000;
  return Math.min(
    60_000,
    Math.max(10, Math.ceil(((requestedQueryCost - currentlyAvailable) / restoreRate) * 1_000)),
  );
}

function faultOf(errors: GraphqlAnswer['errors'], codes: readonly (string | undefined)[]): VendorFault {
  const text = typeof errors === 'string' ? errors : errors?.map(({ message }) => message ?? '').join('; ');
  const denied = codes.includes('ACCESS_DENIED');
  return new VendorFault(
    `the shop answers: ${(text ?? 'nothing').slice(0, 300)}`,
    denied ? { status: 403 } : {},
  );
}
