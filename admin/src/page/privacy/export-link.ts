/** Where all that is held on a customer is downloaded; its page to read is in their own language. */
export const exportLink = (customer: string): string => `/api/customers/${customer}/export`;
