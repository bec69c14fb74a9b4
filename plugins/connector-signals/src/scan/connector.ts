import { type Brought, connector, type Payload, parsePayload, Type } from '@chaland/core';
import type { Scan } from '@chaland/journey/contract';
import { identity, type StoreArgs, senderArgs, storeArgs, storeOf } from '../shared/args.ts';
import { checkSender } from '../shared/check-sender.ts';
import { customerIn } from '../shared/customer.ts';
import { digestOf, listed, receiveEvents, textIn } from '../shared/receive-events.ts';

/** What was scanned at kiosks and shelves, and by phones. */
export const scans = connector({
  id: 'connector-signals.scan',
  title: { en: 'Kiosks and QR codes', fr: 'Bornes et QR codes' },
  description: {
    en: 'What customers scan at kiosks, on shelves and with their phones.',
    fr: 'Ce que les clients scannent aux bornes, en rayon et avec leur téléphone.',
  },
  args: Type.Object({ ...senderArgs, ...storeArgs }),
  identity,
  check: async (args) => checkSender(args),
  receive: (request) =>
    receiveEvents(request, (body) =>
      listed(body, 'scans').map((event) => ({ id: textIn(event, 'id'), topic: 'scan', event })),
    ),
  map: ({ body, key }, { args }) => mapScan(parsePayload(body), key, args),
});

/** `{ id, time, code, store, device, customer: { id, card, email, phone }, article: { sku, name }, session }` */
export function mapScan(scan: Payload, key: string, args: StoreArgs): Brought {
  const store = scan.maybeText('store');
  const sku = scan.maybeText('article/sku');
  const name = scan.maybeText('article/name');
  const device = scan.maybeText('device');
  const session = scan.maybeText('session');
  const customer = customerIn(scan.maybeObject('customer'));
  const data: Scan = {
    code: scan.text('code').slice(0, 500),
    ...(sku === undefined ? {} : { article: { sku, ...(name === undefined ? {} : { name }) } }),
    ...(device === undefined ? {} : { device }),
  };
  return {
    moments: [
      {
        id: `scan/${scan.maybeText('id') ?? digestOf(key)}`,
        type: 'scan',
        time: scan.time('time'),
        ...(store === undefined ? {} : { store: storeOf(args, store) }),
        ...(session === undefined ? {} : { session }),
        ...(customer ? { customer } : {}),
        data,
      },
    ],
  };
}
