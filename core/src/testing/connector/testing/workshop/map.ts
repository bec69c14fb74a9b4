import { type Brought, type Delivery, type MapContext, type Payload, parsePayload } from '@chaland/core';
import type { WorkshopArgs } from './args.ts';

export function map({ topic, body }: Delivery, { args }: MapContext<WorkshopArgs>): Brought {
  const event = parsePayload(body);
  if (topic === 'repair') return repairOf(event.object('repair'), args);
  if (topic === 'customer') return { profiles: [profileOf(event.object('customer'))] };
  return {
    ignored: { en: `Chaland has no use for "${topic}"`, fr: `Chaland ne se sert pas de « ${topic} »` },
  };
}

function repairOf(repair: Payload, { stores }: WorkshopArgs): Brought {
  const state = repair.text('state');
  if (state !== 'collected') {
    return {
      ignored: {
        en: `it is ${state}, and counts once it is collected`,
        fr: `elle est ${state}, et compte une fois retirée`,
      },
    };
  }
  const currency = repair.currency('currency');
  const branch = repair.text('branch');
  const customer = repair.maybeObject('customer');
  return {
    moments: [
      {
        id: `repair/${repair.text('id')}`,
        type: 'workshop.repair',
        time: repair.time('collected_at'),
        store: stores.find((one) => one.branch === branch)?.store ?? branch,
        // The number alone: names and addresses change, and what has happened doesn't.
        ...(customer ? { customer: { id: customer.text('id') } } : {}),
        data: {
          number: repair.text('number'),
          currency,
          total: repair.money('total', currency),
          works: repair
            .list('works')
            .map((work) => ({ what: work.text('what'), price: work.money('price', currency) })),
        },
      },
    ],
    ...(customer ? { profiles: [profileOf(customer)] } : {}),
  };
}

function profileOf(customer: Payload) {
  const email = customer.maybeText('email');
  return {
    id: customer.text('id'),
    time: customer.time('updated_at'),
    ...(email ? { identifiers: [{ kind: 'email', value: email }] } : {}),
    attributes: { lastName: customer.maybeText('name') ?? null },
  };
}
