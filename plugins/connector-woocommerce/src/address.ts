/** Where the shop's WordPress is, without a slash at its end: `https://shop.example.com/fr`. */
export function shopAddress(shop: string): string {
  const { origin, pathname } = new URL(shop);
  return origin + pathname.replace(/\/+$/, '');
}

/** What makes it this shop: neither the scheme, nor `www.`, nor capitals make another one. */
export function shopIdentity(shop: string): string {
  const { host, pathname } = new URL(shop);
  return host.replace(/^www\./, '') + pathname.replace(/\/+$/, '');
}

/** Keys are never sent in clear, but on this machine. */
export function isPrivate(shop: string): boolean {
  const { protocol, hostname } = new URL(shop);
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
