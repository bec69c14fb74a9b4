/** Where a shop's Admin API is: the address before `/admin`. */
export type AddressOf = (domain: string) => string;

export const shopifyAddress: AddressOf = (domain) => `https://${domain}`;
