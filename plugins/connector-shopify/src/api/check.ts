import { type CheckResult, type ConnectionTools, VendorFault } from '@chaland/core';
import { identityOf, type ShopifyArgs } from '../args/schema.ts';
import { myshopifyDomain } from '../args/shop-domain.ts';
import type { AddressOf } from './address.ts';
import { createAsk } from './graphql.ts';

/** Without them nothing can be fetched. */
const needed = ['read_orders', 'read_customers'];
/** Without it Shopify gives the orders of the last 60 days alone. */
const forHistory = 'read_all_orders';

interface Shop {
  shop: { name: string; myshopifyDomain: string; currencyCode: string };
  currentAppInstallation: { accessScopes: { handle: string }[] };
}

const question = `{
  shop { name myshopifyDomain currencyCode }
  currentAppInstallation { accessScopes { handle } }
}`;

/** Asks the shop who it is, and what the app may read there. */
export async function checkShop(
  args: ShopifyArgs,
  tools: ConnectionTools,
  addressOf: AddressOf,
): Promise<CheckResult> {
  const pointer = args.accessToken ? '/accessToken' : '/clientId';
  if (!myshopifyDomain(args.shop)) return refuse(notADomain, '/shop');
  if (!args.accessToken && !args.clientId) return refuse(noAccess, '/accessToken');
  const domain = identityOf(args);
  let told: Shop;
  try {
    told = await createAsk(args, tools, addressOf)<Shop>(question);
  } catch (error) {
    if (!(error instanceof VendorFault)) throw error;
    if (error.status === 404) return refuse(noShop(domain), '/shop');
    if (error.status === 401) return refuse(refused, pointer);
    if (error.status === 402 || error.status === 423) return refuse(frozen, '/shop');
    throw error;
  }
  const { shop, currentAppInstallation } = told;
  if (shop.myshopifyDomain !== domain) return refuse(moved(domain, shop.myshopifyDomain), '/shop');
  const granted = new Set(currentAppInstallation.accessScopes.map(({ handle }) => handle));
  const scopes = [...needed, ...(args.sellers ? ['read_users'] : [])];
  const missing = scopes.filter((scope) => !granted.has(scope));
  if (missing.length > 0) return refuse(without(missing), pointer);
  return { ok: true, says: granted.has(forHistory) ? found(shop) : found60Days(shop) };
}

type Says = Extract<CheckResult, { ok: false }>['says'];
const refuse = (says: Says, pointer: string): CheckResult => ({ ok: false, says, pointer });

const notADomain: Says = {
  en: 'This is not a permanent Shopify domain. It ends with .myshopify.com and is under Settings › Domains.',
  fr: 'Ce n’est pas un domaine permanent Shopify. Il se termine par .myshopify.com et figure dans Paramètres › Domaines.',
};
const noAccess: Says = {
  en: 'Fill in an access token, or the client id and secret of the app.',
  fr: 'Indiquez un jeton d’accès, ou l’identifiant client et la clé secrète de l’application.',
};
const noShop = (domain: string): Says => ({
  en: `Shopify knows no shop at ${domain}, or not the API version.`,
  fr: `Shopify ne connaît pas de boutique à l’adresse ${domain}, ou pas cette version de l’API.`,
});
const refused: Says = {
  en: 'The shop refuses the token, or the client id and secret. Is the app installed in this shop?',
  fr: 'La boutique refuse le jeton, ou l’identifiant et la clé secrète. L’application est-elle installée dans cette boutique ?',
};
const frozen: Says = {
  en: 'The shop is closed or locked at Shopify.',
  fr: 'La boutique est fermée ou verrouillée chez Shopify.',
};
const moved = (domain: string, own: string): Says => ({
  en: `At ${domain} answers ${own}. Fill in that one.`,
  fr: `À l’adresse ${domain} répond ${own}. Indiquez plutôt celle-ci.`,
});
const without = (scopes: readonly string[]): Says => ({
  en: `The app may not read everything that is needed. Give it ${scopes.join(', ')} and install it anew.`,
  fr: `L’application n’a pas toutes les autorisations nécessaires. Donnez-lui ${scopes.join(', ')} et réinstallez-la.`,
});
const found = ({ name, currencyCode }: Shop['shop']): Says => ({
  en: `Found: ${name}, in ${currencyCode}.`,
  fr: `Trouvée : ${name}, en ${currencyCode}.`,
});
const found60Days = (shop: Shop['shop']): Says => ({
  en: `${found(shop).en} Without read_all_orders only the orders of the last 60 days are brought in.`,
  fr: `${found(shop).fr} Sans read_all_orders, seules les commandes des 60 derniers jours sont reprises.`,
});
