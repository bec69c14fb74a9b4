import type { Brought, MapContext, Payload, Text } from '@chaland/core';
import type { SquareArgs } from '../args.ts';
import { mapCustomer } from './customer.ts';
import { mapLoyaltyAccount } from './loyalty.ts';

/** What an event says, by its type: `{ merchant_id, type, event_id, created_at, data: { id, object } }`. */
export function mapEvent(event: Payload, context: MapContext<SquareArgs>): Brought {
  const type = event.text('type');
  const { merchant, sharedApplication } = context.args;
  if (sharedApplication && event.text('merchant_id') !== merchant) {
    return {
      ignored: {
        en: 'it is of another merchant of the same application',
        fr: 'il est d’un autre commerçant de la même application',
      },
    };
  }
  switch (type) {
    case 'order.created':
    case 'order.updated':
    case 'order.fulfillment.updated':
      return noteOfOrder(event.object(`data/object/${type.replaceAll('.', '_')}`));
    case 'payment.created':
    case 'payment.updated':
      return noteOfPayment(event.object('data/object/payment'));
    case 'refund.created':
    case 'refund.updated':
      return noteOfRefund(event.object('data/object/refund'));
    case 'customer.created':
    case 'customer.updated':
      return mapCustomer(event.object('data/object/customer'), context);
    case 'customer.deleted':
      return deleted(event, context);
    case 'loyalty.account.created':
    case 'loyalty.account.updated':
      return mapLoyaltyAccount(event.object('data/object/loyalty_account'), context);
  }
  const prefix = Object.keys(unused).find((start) => type.startsWith(start));
  return { ignored: prefix ? unused[prefix]! : noUseFor(type.slice(0, 60)) };
}

/** The event has the number and the state of the order, nothing of what is in it. */
function noteOfOrder(note: Payload): Brought {
  const order = note.text('order_id');
  const state = note.text('state');
  if (state === 'COMPLETED') {
    return {
      ignored: {
        en: `order ${order} is completed: it is fetched`,
        fr: `la commande ${order} est terminée : elle est cherchée`,
      },
      pull: true,
    };
  }
  return {
    ignored: {
      en: `order ${order} is ${state}: it is fetched once it is completed`,
      fr: `la commande ${order} est ${state} : elle est cherchée une fois terminée`,
    },
  };
}

function noteOfPayment(payment: Payload): Brought {
  const id = payment.text('id');
  const status = payment.text('status');
  if (status === 'COMPLETED') {
    return {
      ignored: {
        en: `payment ${id} is completed: its order is fetched, with all its payments`,
        fr: `le paiement ${id} est terminé : sa commande est cherchée, avec tous ses paiements`,
      },
      pull: true,
    };
  }
  return {
    ignored: {
      en: `payment ${id} is ${status}: nothing is paid yet`,
      fr: `le paiement ${id} est ${status} : rien n’est encore payé`,
    },
  };
}

function noteOfRefund(refund: Payload): Brought {
  const id = refund.text('id');
  const status = refund.text('status');
  return {
    ignored: {
      en: `refund ${id} is ${status}: the order that says what came back is fetched`,
      fr: `le remboursement ${id} est ${status} : la commande qui dit ce qui est revenu est cherchée`,
    },
    pull: true,
  };
}

function deleted(event: Payload, { args }: MapContext<SquareArgs>): Brought {
  const customer = event.object('data/object/customer');
  const id = customer.text('id');
  const merged =
    event.maybeText('data/object/event_context/merge/to_customer_id') ??
    customer.maybeText('event_context/merge/to_customer_id');
  if (merged) {
    return {
      ignored: {
        en: `customer ${id} was merged into ${merged} in Square: both profiles stay, and matching compares them`,
        fr: `le client ${id} a été fusionné avec ${merged} dans Square : les deux profils restent, et le rapprochement les compare`,
      },
    };
  }
  if (args.deletedCustomers === 'ignore') {
    return {
      ignored: {
        en: `customer ${id} was deleted in Square: the customer is kept, as the connection says`,
        fr: `le client ${id} a été supprimé dans Square : il est conservé, comme le dit la connexion`,
      },
    };
  }
  const time = event.time('created_at');
  return { requests: [{ id: `customer-deleted/${id}`, kind: 'erasure', time, customer: { id } }] };
}

const unused: Readonly<Record<string, Text>> = {
  'loyalty.account.deleted': {
    en: 'the loyalty account ended: whose it was stays known',
    fr: 'le compte de fidélité a pris fin : on sait toujours de qui il était',
  },
  'loyalty.event': {
    en: 'points of Square Loyalty are not taken over',
    fr: 'les points de Square Loyalty ne sont pas repris',
  },
  'loyalty.': {
    en: 'loyalty programmes and promotions are set up and kept in Square',
    fr: 'les programmes et promotions de fidélité se règlent et restent dans Square',
  },
  'gift_card.': {
    en: 'gift cards are told by the orders that sell them and those that they pay',
    fr: 'les cartes cadeaux sont dites par les commandes qui les vendent et celles qu’elles paient',
  },
  'catalog.': {
    en: 'articles are read with the orders that sell them',
    fr: 'les articles sont lus avec les commandes qui les vendent',
  },
  'inventory.': { en: 'stock is not taken over', fr: 'le stock n’est pas repris' },
  'webhooks.test_notification': {
    en: 'it is a test, and it arrived',
    fr: 'c’est un essai, et il est arrivé',
  },
  'oauth.': {
    en: 'authorisations are kept in Square',
    fr: 'les autorisations restent dans Square',
  },
};

const noUseFor = (type: string): Text => ({
  en: `nothing is made of the event "${type}"`,
  fr: `rien n’est fait de l’événement « ${type} »`,
});
