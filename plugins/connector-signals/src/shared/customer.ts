import type { CustomerInput, Payload } from '@chaland/core';

const kinds = { card: 'loyalty_card', account: 'web_account', email: 'email', phone: 'phone' } as const;

/** Whom an event names: `{ id, card, account, email, phone }`, the sender's own number alone where there is one. */
export function customerIn(customer: Payload | undefined): CustomerInput | undefined {
  const id = customer?.maybeText('id');
  if (id !== undefined) return { id };
  const identifiers = Object.entries(kinds).flatMap(([field, kind]) => {
    const value = customer?.maybeText(field);
    return value === undefined ? [] : [{ kind, value }];
  });
  return identifiers.length === 0 ? undefined : { identifiers };
}
