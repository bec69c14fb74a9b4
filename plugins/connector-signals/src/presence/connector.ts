import { type Brought, connector, type Payload, parsePayload } from '@chaland/core';
import type { ZoneDwell } from '@chaland/journey/contract';
import { identity, type StoreArgs, storeOf } from '../shared/args.ts';
import { checkSender } from '../shared/check-sender.ts';
import { customerIn } from '../shared/customer.ts';
import { receiveEvents } from '../shared/receive-events.ts';
import { PresenceArgs } from './args.ts';
import { sightingsIn } from './pseudonymise.ts';

/** The moments of a day's pseudonyms are told apart from other sessions by this. */
export const sessionPrefix = 'presence:';

/** Where phones that nobody asked were noticed. */
export const presence = connector({
  id: 'connector-signals.presence',
  title: { en: 'Presence by Wi-Fi and beacons', fr: 'Présence par Wi-Fi et balises' },
  description: {
    en: 'How long phones stay in the zones of a store. Devices are pseudonyms of a day; after it nothing tells them apart.',
    fr: 'Combien de temps les téléphones restent dans les zones d’un magasin. Les appareils ont un pseudonyme d’un jour ; ensuite, rien ne les distingue.',
  },
  args: PresenceArgs,
  identity,
  check: async (args) => checkSender(args),
  receive: (request) => receiveEvents(request, sightingsIn),
  map: ({ body, key }, { args }) => mapSighting(parsePayload(body), key, args),
});

/** A stay of nobody's, whose session is the day's pseudonym; or of whom it names, where they agreed. */
export function mapSighting(sighting: Payload, key: string, args: StoreArgs): Brought {
  const device = sighting.maybeText('device');
  const store = sighting.text('store');
  const noticed = sighting.maybeText('noticed');
  const customer = customerIn(sighting.maybeObject('customer'));
  const data: ZoneDwell = {
    zone: sighting.text('zone'),
    seconds: sighting.integer('seconds'),
    ...(noticed === undefined ? {} : { noticed }),
  };
  return {
    moments: [
      {
        id: `dwell/${key}`,
        type: 'zone.dwell',
        time: sighting.time('time'),
        store: storeOf(args, store),
        ...(customer ? { customer } : device === undefined ? {} : { session: sessionPrefix + device }),
        data,
      },
    ],
  };
}
