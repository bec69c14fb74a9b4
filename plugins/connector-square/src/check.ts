import type { CheckResult, ConnectionTools, Text, VendorAnswer } from '@chaland/core';
import { listOf, squareApi } from './api.ts';
import type { SquareArgs } from './args.ts';

/** Asks whose token it is, for the locations, and for an order and a customer as a pull does. */
export async function check(args: SquareArgs, { http }: ConnectionTools): Promise<CheckResult> {
  const api = squareApi(args, http);
  const me = await api.ask('merchants/me');
  if (me.status !== 200)
    return { ok: false, pointer: '/accessToken', says: refusal(me, args, 'MERCHANT_PROFILE_READ') };
  const { merchant } = me.json() as { merchant?: { id?: string; business_name?: string } };
  if (merchant?.id !== args.merchant)
    return { ok: false, pointer: '/merchant', says: otherMerchant(merchant?.id ?? '?') };

  const answer = await api.ask('locations');
  if (answer.status !== 200)
    return { ok: false, pointer: '/accessToken', says: refusal(answer, args, 'MERCHANT_PROFILE_READ') };
  const locations = listOf(answer.json() as Record<string, unknown>, 'locations');
  const ids = new Set(locations.map(({ id }) => String(id)));
  const unknown = args.locations.findIndex(({ location }) => !ids.has(location));
  if (unknown >= 0) {
    return {
      ok: false,
      pointer: `/locations/${unknown}/location`,
      says: noLocation(args.locations[unknown]!.location, [...ids]),
    };
  }
  for (const [path, body, right] of [
    ['orders/search', { location_ids: [...ids].slice(0, 1), limit: 1 }, 'ORDERS_READ'],
    ['customers/search', { limit: 1 }, 'CUSTOMERS_READ'],
  ] as const) {
    const asked = await api.askFor(path, body);
    if (asked.status !== 200)
      return { ok: false, pointer: '/accessToken', says: refusal(asked, args, right) };
  }
  const unnamed = [...ids].filter((id) => !args.locations.some(({ location }) => location === id));
  return { ok: true, says: found(merchant.business_name ?? args.merchant, ids.size, unnamed) };
}

function refusal({ status }: VendorAnswer, { environment }: SquareArgs, right: string): Text {
  if (status === 401) {
    return {
      en: `Square doesn't take this access token for ${environment}: copy the one of that environment, or renew it.`,
      fr: `Square refuse ce jeton d’accès pour l’environnement ${environment} : copiez celui de cet environnement, ou renouvelez-le.`,
    };
  }
  if (status === 403) {
    return {
      en: `The access token lacks the permission ${right}.`,
      fr: `Il manque au jeton d’accès le droit ${right}.`,
    };
  }
  return { en: `Square answers ${status}.`, fr: `Square répond ${status}.` };
}

const otherMerchant = (id: string): Text => ({
  en: `The access token is of the merchant ${id}. Enter that one, or the token of the other.`,
  fr: `Le jeton d’accès est celui du commerçant ${id}. Saisissez celui-ci, ou le jeton de l’autre.`,
});

const noLocation = (location: string, ids: readonly string[]): Text => ({
  en: `Square has no location ${location}. There are: ${ids.join(', ')}.`,
  fr: `Square n’a pas de point de vente ${location}. Il y a : ${ids.join(', ')}.`,
});

function found(name: string, locations: number, unnamed: readonly string[]): Text {
  const stores =
    unnamed.length > 0
      ? {
          en: ` Stores with these codes are needed: ${unnamed.join(', ')}.`,
          fr: ` Il faut des magasins avec ces codes : ${unnamed.join(', ')}.`,
        }
      : { en: '', fr: '' };
  return {
    en: `${name}, ${locations} location${locations === 1 ? '' : 's'}.${stores.en}`,
    fr: `${name}, ${locations} point${locations > 1 ? 's' : ''} de vente.${stores.fr}`,
  };
}
