import { connector, parsePayload, Type } from '@chaland/core';
import { identity, senderArgs, storeArgs } from '../shared/args.ts';
import { checkSender } from '../shared/check-sender.ts';
import { receiveEvents } from '../shared/receive-events.ts';
import { countsIn } from './formats.ts';
import { mapCount } from './map.ts';

/** People counted at doors. */
export const counter = connector({
  id: 'connector-signals.counter',
  title: { en: 'Door counters', fr: 'Compteurs de porte' },
  description: {
    en: 'How many people came in and went out, by period: a JSON of its own, Axis and Xovis.',
    fr: 'Combien de personnes sont entrées et sorties, par période : un JSON propre, Axis et Xovis.',
  },
  args: Type.Object({ ...senderArgs, ...storeArgs }),
  identity,
  check: async (args) => checkSender(args),
  receive: (request) => receiveEvents(request, countsIn),
  map: ({ body }, { args }) => mapCount(parsePayload(body), args),
});
