/** What precedes the @ of an e-mail address. */
export const localPart = (address: string): string => address.slice(0, address.lastIndexOf('@'));

/** What follows it. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
