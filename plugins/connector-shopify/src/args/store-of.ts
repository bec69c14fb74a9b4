import type { ShopifyArgs } from './schema.ts';

/**
 * The code of the store that something was sold in.
 * @param location Shopify's id of it, where it was sold at a till
 */
export function storeOf(
  { locations, webStore }: Pick<ShopifyArgs, 'locations' | 'webStore'>,
  location: string | undefined,
): string | undefined {
  if (location === undefined) return webStore;
  return locations.find((one) => one.location === location)?.store ?? location;
}
