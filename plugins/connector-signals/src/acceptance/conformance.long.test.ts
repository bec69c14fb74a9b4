import { type DescribedConnector, describeConnector } from '@chaland/core/testing';
import journey from '@chaland/journey';
import signals from '../plugin.ts';

const token = 'a-token-of-the-floor';
const time = '2026-02-20T10:15:00+01:00';
const customer = { email: 'simulated@example.org' };

const request = (body: object) => (args: Record<string, unknown>) => ({
  headers: { authorization: `Bearer ${args.token}` },
  body,
});

const connectors: Record<string, Pick<DescribedConnector, 'deliveries'> & { args?: object }> = {
  counter: {
    deliveries: [
      {
        name: 'a count',
        request: request({ store: 'LYON', from: time, minutes: 15, entries: 12, exits: 9 }),
      },
      {
        name: 'a count without its entries',
        request: request({ store: 'LYON', from: time, minutes: 30 }),
        expect: { state: 'quarantined', code: 'CHL_DELIVERY_FIELD' },
      },
    ],
  },
  presence: {
    args: { salt: 'a key of pseudonyms that serves nothing else' },
    deliveries: [
      {
        name: 'a stay of somebody who agreed',
        request: request({
          device: 'AA:BB',
          store: 'LYON',
          zone: 'shoes',
          time,
          seconds: 60,
          consent: true,
          customer,
        }),
      },
      {
        name: 'a stay of nobody',
        request: (args, _connection, now) =>
          request({
            device: 'AA:BB',
            store: 'LYON',
            zone: 'hats',
            time: new Date(now.getTime() - 60_000).toISOString(),
            seconds: 60,
          })(args),
      },
    ],
  },
  scan: {
    deliveries: [
      {
        name: 'a scan',
        request: request({ id: 's1', time, code: '3760012345670', store: 'LYON', customer }),
        expect: { moments: ['scan/s1'] },
      },
    ],
  },
  appointment: {
    deliveries: [
      {
        name: 'an appointment that is booked',
        request: request({
          appointment: 'A',
          status: 'booked',
          time,
          start: '2026-03-04T15:30:00+01:00',
          customer,
        }),
        expect: { moments: ['appointment/A/booked'] },
      },
      {
        name: 'an appointment that is kept',
        request: request({ appointment: 'A', status: 'kept', time, store: 'LYON', customer }),
        expect: { moments: ['appointment/A/kept'] },
      },
    ],
  },
  epcis: {
    args: { stores: [{ place: 'urn:epc:id:sgln:9521321.00001.0', store: 'LYON' }] },
    deliveries: [
      {
        name: 'a sale of a thing',
        request: request({
          type: 'ObjectEvent',
          eventID: 'ni:///sha-256;simulated',
          eventTime: time,
          action: 'OBSERVE',
          bizStep: 'retail_selling',
          epcList: ['urn:epc:id:sgtin:9521321.010734.7'],
          bizLocation: { id: 'urn:epc:id:sgln:9521321.00001.0' },
        }),
      },
      {
        name: 'an event elsewhere',
        request: request({
          type: 'ObjectEvent',
          eventTime: time,
          bizLocation: { id: 'urn:epc:id:sgln:1.2.3' },
        }),
        expect: { state: 'ignored', moments: [] },
      },
    ],
  },
  webhook: {
    args: {
      mapping:
        '{ "moments": { "id": "visit/" & id, "type": "visit", "time": at, "customer": { "identifiers": [{ "kind": "email", "value": mail }] }, "data": { "noticed": "app" } } }',
    },
    deliveries: [
      {
        name: 'a visit',
        request: request({ id: 7, at: time, mail: customer.email }),
        expect: { moments: ['visit/7'] },
      },
      {
        name: 'a visit that the mapping makes no moment of',
        request: request({ id: 8, at: 'some day', mail: customer.email }),
        expect: { state: 'quarantined' },
      },
    ],
  },
};

for (const [name, { args = {}, deliveries }] of Object.entries(connectors)) {
  describeConnector({
    plugins: [journey, signals],
    connector: `connector-signals.${name}`,
    args: { system: name, token, ...args },
    async prepare(app) {
      await app.stores.put({ code: 'LYON', name: 'Lyon', timeZone: 'Europe/Paris' });
    },
    ...(deliveries ? { deliveries } : {}),
  });
}
