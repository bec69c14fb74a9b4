import {
  type Brought,
  type Delivery,
  type MapContext,
  type Payload,
  parsePayload,
  type Text,
} from '@chaland/core';
import type { WooArgs } from '../args.ts';
import { mapCustomer, mapDeletedCustomer } from './customer.ts';
import { mapOrder } from './order.ts';
import { mapRefund } from './refund.ts';
import { refuseOldVersions } from './version.ts';

/** What is fetched has a topic of its own: the same things, and refunds, which are never sent. */
export const fetched = { order: 'order', refund: 'refund', customer: 'customer' } as const;

/** What one delivery of a WooCommerce shop says. */
export function mapDelivery(delivery: Delivery, context: MapContext<WooArgs>): Brought {
  const { topic, body } = delivery;
  switch (topic) {
    case 'order.created':
    case 'order.updated':
    case 'order.restored':
    case fetched.order:
      return mapOrder(told(body), context);
    case fetched.refund:
      return mapRefund(parsePayload(body), context);
    case 'customer.created':
    case 'customer.updated':
    case fetched.customer:
      return mapCustomer(told(body), context);
    case 'customer.deleted':
      return mapDeletedCustomer(parsePayload(body), delivery, context);
    case 'order.deleted':
      return {
        ignored: {
          en: 'an order that was deleted in the shop stays sold here; enter a refund to take it back',
          fr: 'une commande supprimée dans la boutique reste vendue ici ; saisissez un remboursement pour la reprendre',
        },
      };
  }
  const [resource = ''] = topic.split('.');
  return { ignored: unused[resource] ?? noUseFor(topic.slice(0, 60)) };
}

function told(body: Delivery['body']): Payload {
  const read = parsePayload(body);
  refuseOldVersions(read);
  return read;
}

const unused: Readonly<Record<string, Text>> = {
  coupon: {
    en: 'coupons are told by the orders that use them',
    fr: 'les codes promo sont dits par les commandes qui s’en servent',
  },
  product: {
    en: 'articles are told by the orders that sell them',
    fr: 'les articles sont dits par les commandes qui les vendent',
  },
  action: {
    en: 'actions of other plugins have no form that is known',
    fr: 'les actions d’autres extensions n’ont pas de forme connue',
  },
};

const noUseFor = (topic: string): Text => ({
  en: `nothing is made of the topic "${topic}"`,
  fr: `rien n’est fait du sujet « ${topic} »`,
});
