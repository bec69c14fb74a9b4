import { type Brought, type Payload, type RequestInput, usableIdentifiers } from '@chaland/core';
import { problem } from '../problem.ts';
import { idOf } from '../read/ids.ts';

/** `customers/data_request`: somebody asked the shop what it holds of them. */
export const accessRequest = (body: Payload, time: string, country: string): Brought => ({
  requests: [
    {
      id: `data_request/${idOf(body.object('data_request'))}`,
      kind: 'access',
      time,
      customer: personOf(body.object('customer'), country),
    },
  ],
});

/**
 * `customers/redact`: the shop wants somebody erased. It has no number of its own, so that whoever comes back and asks
 * again another day is heard again.
 */
export const erasureRequest = (body: Payload, time: string, country: string): Brought => ({
  requests: [
    {
      id: `redact/${idOf(body.object('customer'))}/${time.slice(0, 10)}`,
      kind: 'erasure',
      time,
      customer: personOf(body.object('customer'), country),
    },
  ],
});

/** `shop/redact`: nobody but the retailer can decide that all of it goes, so it stays visible until somebody did. */
export function shopRedact(body: Payload): never {
  throw problem('SHOPIFY_SHOP_REDACT', { detail: `the shop is ${body.text('shop_domain')}` });
}

const personOf = (customer: Payload, country: string): RequestInput['customer'] => {
  const identifiers = usableIdentifiers(
    [
      { kind: 'email', value: customer.maybeText('email') },
      { kind: 'phone', value: customer.maybeText('phone') },
    ],
    country,
  );
  return { id: idOf(customer), ...(identifiers.length > 0 ? { identifiers } : {}) };
};
