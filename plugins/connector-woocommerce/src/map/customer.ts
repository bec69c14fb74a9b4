import type { Brought, Delivery, MapContext, Payload } from '@chaland/core';
import type { WooArgs } from '../args.ts';
import { attributesOf, contactsOf } from './person.ts';
import { maybeUtc, utc } from './time.ts';

/** An account of the shop. */
export function mapCustomer(customer: Payload, { locale }: MapContext<WooArgs>): Brought {
  const billing = customer.maybeObject('billing');
  const email = customer.maybeText('email') ?? billing?.maybeText('email');
  return {
    profiles: [
      {
        id: customer.text('id'),
        identifiers: contactsOf(billing, locale.country, email),
        attributes: {
          // What an account has no more, it says by an empty field.
          ...(customer.has('first_name') ? { firstName: null, lastName: null } : {}),
          ...(billing ? { company: null, address: null } : {}),
          ...attributesOf(billing, {
            first: customer.maybeText('first_name'),
            last: customer.maybeText('last_name'),
          }),
        },
        time: maybeUtc(customer, 'date_modified_gmt') ?? utc(customer, 'date_created_gmt'),
      },
    ],
  };
}

/** An account that is gone: only its number is told. Whether its owner asked for that, the retailer knows. */
export function mapDeletedCustomer(
  customer: Payload,
  { receivedAt }: Delivery,
  { args }: MapContext<WooArgs>,
): Brought {
  const id = customer.text('id');
  if (args.deletedAccounts === 'ignore') {
    return {
      ignored: {
        en: `account ${id} was deleted in the shop: the customer is kept, as the connection says`,
        fr: `le compte ${id} a été supprimé dans la boutique : le client est conservé, comme le dit la connexion`,
      },
    };
  }
  return {
    requests: [
      { id: `customer-deleted/${id}`, kind: 'erasure', time: receivedAt.toISOString(), customer: { id } },
    ],
  };
}
