import { connector, parsePayload, Type } from '@chaland/core';
import { identity, senderArgs, storeArgs } from '../shared/args.ts';
import { checkSender } from '../shared/check-sender.ts';
import { receiveEvents } from '../shared/receive-events.ts';
import { eventsIn } from './events.ts';
import { mapEpcis } from './map.ts';

/** What happens to things, as GS1 writes it down. */
export const epcis = connector({
  id: 'connector-signals.epcis',
  title: { en: 'EPCIS 2.0', fr: 'EPCIS 2.0' },
  description: {
    en: 'Things that are seen, moved and sold in the stores: JSON and JSON-LD of GS1 EPCIS 2.0.',
    fr: 'Objets vus, déplacés et vendus dans les magasins : JSON et JSON-LD de GS1 EPCIS 2.0.',
  },
  args: Type.Object({ ...senderArgs, ...storeArgs }),
  identity,
  check: async (args) => checkSender(args),
  receive: (request) => receiveEvents(request, eventsIn),
  map: ({ body, key }, { args }) => mapEpcis(parsePayload(body), key, args),
});
