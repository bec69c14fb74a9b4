import { connector } from '@chaland/core';
import { SquareArgs } from './args.ts';
import { check } from './check.ts';
import { mapDelivery } from './map/map.ts';
import { pull } from './pull/pull.ts';
import { receive } from './receive.ts';

/** A Square seller, by events and by the API. */
export const square = connector({
  id: 'connector-square',
  title: { en: 'Square', fr: 'Square' },
  description: {
    en: 'Sales, returns and customers of a Square seller: events say that there is something, and it is fetched within seconds.',
    fr: 'Ventes, retours et clients d’un commerçant Square : les événements l’annoncent, et tout est récupéré en quelques secondes.',
  },
  args: SquareArgs,
  identity: ({ environment, merchant }) => `${environment}/${merchant}`,
  check,
  receive,
  pull,
  pullEvery: 15,
  rate: { requests: 8, per: 1 },
  map: mapDelivery,
});
