import { type CheckResult, type ConnectionTools, type VendorAnswer, VendorFault } from '@chaland/core';
import { isPrivate } from './address.ts';
import { wooApi } from './api.ts';
import type { WooArgs } from './args.ts';

/** Asks for one order and one account, as a pull does, and says what to do where the shop doesn't give them. */
export async function check(args: WooArgs, { http }: ConnectionTools): Promise<CheckResult> {
  if (!isPrivate(args.shop)) return unsafe;
  const api = wooApi(args, http);
  try {
    const orders = await api.ask('orders', {
      per_page: '1',
      orderby: 'modified',
      order: 'asc',
      dates_are_gmt: 'true',
      modified_after: '2000-01-01T00:00:00',
    });
    const fault = faultOf(orders);
    if (fault) return fault;
    const customers = await api.ask('customers', { per_page: '1', orderby: 'id', order: 'asc' });
    const noCustomers = faultOf(customers);
    if (noCustomers) return noCustomers;
    const [ordered = '?', known = '?'] = [orders, customers].map(({ headers }) => headers['x-wp-total']);
    return {
      ok: true,
      says: {
        en: `The shop answers: ${ordered} orders, ${known} customers.`,
        fr: `La boutique répond : ${ordered} commandes, ${known} clients.`,
      },
    };
  } catch (error) {
    if (!(error instanceof VendorFault)) throw error;
    return {
      ok: false,
      pointer: '/shop',
      says: {
        en: `The shop can't be asked: ${error.message}.`,
        fr: `La boutique ne répond pas comme attendu : ${error.message}.`,
      },
    };
  }
}

const unsafe: CheckResult = {
  ok: false,
  pointer: '/shop',
  says: {
    en: 'The keys are only sent over https: the address has to begin with https://.',
    fr: 'Les clés ne sont envoyées qu’en https : l’adresse doit commencer par https://.',
  },
};

/** @returns undefined where the shop gave a list */
function faultOf(answer: VendorAnswer): CheckResult | undefined {
  const { status } = answer;
  const told = jsonOf(answer);
  if (status >= 200 && status < 300 && Array.isArray(told)) return undefined;
  const { code = '', message = '' } = (told ?? {}) as { code?: string; message?: string };
  if (status === 401 && /missing/i.test(String(message))) return stripped;
  if (status === 401 || (status === 403 && told !== undefined)) return refused;
  if (status === 403) return blocked;
  if (code === 'rest_no_route') return noWooCommerce;
  if (code === 'rest_invalid_param') return old;
  if (told === undefined || status === 404) return noApi;
  return {
    ok: false,
    pointer: '/shop',
    says: { en: `The shop answers ${status}.`, fr: `La boutique répond ${status}.` },
  };
}

/** @returns undefined where the body is none: a page for people */
function jsonOf(answer: VendorAnswer): unknown {
  try {
    return JSON.parse(answer.text());
  } catch {
    return undefined;
  }
}

const refused: CheckResult = {
  ok: false,
  pointer: '/consumerKey',
  says: {
    en: 'The shop refuses the keys. Make a pair with the permission Read, of a user who may see orders and customers (administrator or shop manager), and copy both.',
    fr: 'La boutique refuse les clés. Créez-en une paire avec le droit Lecture, pour un utilisateur qui voit commandes et clients (administrateur ou gestionnaire), et copiez les deux.',
  },
};
const stripped: CheckResult = {
  ok: false,
  pointer: '/consumerKey',
  says: {
    en: 'The keys did not arrive: the shop’s web server removes the Authorization header. Ask its host to pass it on to PHP.',
    fr: 'Les clés ne sont pas arrivées : le serveur de la boutique retire l’en-tête Authorization. Demandez à l’hébergeur de le transmettre à PHP.',
  },
};
const blocked: CheckResult = {
  ok: false,
  pointer: '/shop',
  says: {
    en: 'Something before the shop blocks the request (403): a firewall or a security plugin. Let /wp-json/wc/ through.',
    fr: 'Un pare-feu ou une extension de sécurité bloque la demande (403). Laissez passer /wp-json/wc/.',
  },
};
const noWooCommerce: CheckResult = {
  ok: false,
  pointer: '/shop',
  says: {
    en: 'WordPress answers, but WooCommerce doesn’t: is the plugin active there?',
    fr: 'WordPress répond, mais pas WooCommerce : l’extension y est-elle active ?',
  },
};
const old: CheckResult = {
  ok: false,
  pointer: '/shop',
  says: {
    en: 'This WooCommerce can’t list orders by their last change: version 5.8 or newer is needed.',
    fr: 'Ce WooCommerce ne sait pas lister les commandes par date de modification : il faut la version 5.8 ou plus.',
  },
};
const noApi: CheckResult = {
  ok: false,
  pointer: '/shop',
  says: {
    en: 'There is no REST API at this address. In WordPress, Settings > Permalinks must not be Plain; and the address must be the one of WordPress itself.',
    fr: 'Il n’y a pas d’API REST à cette adresse. Dans WordPress, Réglages > Permaliens ne doit pas être Simple ; et l’adresse doit être celle de WordPress.',
  },
};
