/**
 * A shop's permanent domain, from what people type or paste of it: `My-Shop`, `my-shop.myshopify.com`,
 * `https://admin.shopify.com/store/my-shop/settings`.
 * @returns undefined where it is none: a domain that was bought can change hands, and the API isn't there
 */
export function myshopifyDomain(typed: string): string | undefined {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '');
  const name =
    /^admin\.shopify\.com\/store\/([^/?#]+)/.exec(text)?.[1] ??
    text.replace(/[/?#].*$/, '').replace(/\.myshopify\.com$/, '');
  return /^[a-z0-9][a-z0-9-]*$/.test(name) ? `${name}.myshopify.com` : undefined;
}
