import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payload } from '@chaland/core';
import { calendarEvents } from './appointment/calendar.ts';
import { mapAppointment } from './appointment/map.ts';
import { countsIn } from './counter/formats.ts';
import { mapCount } from './counter/map.ts';
import { gtinOf } from './epcis/gtin.ts';
import { mapEpcis } from './epcis/map.ts';
import { pseudonymOf } from './presence/pseudonymise.ts';

const args = { stores: [{ place: '00:40:8C:01', store: 'LYON' }] };
const momentOf = (brought: unknown) => (brought as { moments: [Record<string, unknown>] }).moments[0];
const counted = (body: unknown) =>
  countsIn(body).map(({ event }) => momentOf(mapCount(payload(JSON.parse(JSON.stringify(event))), args)));

test('counts come in a format of their own, and as Axis and Xovis send them', () => {
  const [own] = counted({
    counts: [
      {
        store: 'LYON',
        door: 'north',
        from: '2026-03-02T10:00:00+01:00',
        to: '2026-03-02T10:15:00+01:00',
        entries: 12,
        exits: 9,
      },
    ],
  });
  assert.deepEqual(
    [own!.store, own!.time, own!.data],
    ['LYON', '2026-03-02T09:00:00.000Z', { entries: 12, exits: 9, minutes: 15, zone: 'north' }],
  );
  const [axis] = counted({
    apiName: 'Axis Retail Data',
    apiVersion: '0.3',
    sensor: { serial: '00:40:8C:01', name: 'Door' },
    data: {
      measurements: [
        {
          kind: 'people-counts',
          utcFrom: '2026-03-02T09:00:00Z',
          utcTo: '2026-03-02T09:15:00Z',
          items: [
            { direction: 'in', count: 5 },
            { direction: 'out', count: 3 },
          ],
        },
      ],
    },
  });
  assert.equal(axis!.store, 'LYON');
  assert.deepEqual(axis!.data, {
    entries: 5,
    exits: 3,
    minutes: 15,
    zone: 'Door',
    attributes: { sensor: '00:40:8C:01' },
  });
  const xovis = counted({
    'sensor-info': { 'serial-number': '00:40:8C:01' },
    content: {
      element: [
        {
          'element-name': 'Entrance',
          'data-type': 'LINE',
          measurement: [
            {
              from: '2026-03-02T10:00:00+01:00',
              to: '2026-03-02T10:01:00+01:00',
              value: [
                { label: 'fw', value: 2 },
                { label: 'bw', value: 1 },
              ],
            },
          ],
        },
      ],
    },
  });
  assert.deepEqual(xovis[0]!.data, {
    entries: 2,
    exits: 1,
    minutes: 1,
    zone: 'Entrance',
    attributes: { sensor: '00:40:8C:01' },
  });
  const [logic] = counted({
    logics_data: {
      package_info: { version: '5.0', id: 7 },
      sensor_info: { serial_number: '00:40:8C:01', type: 'SINGLE_SENSOR' },
      logics: [
        {
          id: 1,
          name: 'Line 1',
          info: 'XLT_LINE_IN_OUT_COUNT',
          records: [
            {
              from: '2026-03-02T10:00:00+01:00',
              to: '2026-03-02T10:05:00+01:00',
              samples: 1,
              counts: [
                { id: 1, name: 'fw', value: 4 },
                { id: 2, name: 'bw', value: 2 },
              ],
            },
          ],
        },
      ],
    },
  });
  assert.equal(logic!.store, 'LYON');
  assert.deepEqual(logic!.data, {
    entries: 4,
    exits: 2,
    minutes: 5,
    zone: 'Line 1',
    attributes: { sensor: '00:40:8C:01' },
  });
  assert.throws(() => counted({ store: 'LYON', from: '2026-03-02T10:00:00Z', minutes: 15 }), /entries/);
  assert.throws(
    () => counted({ store: 'LYON', from: '2026-03-02T10:00:00Z', minutes: 15, entries: -1 }),
    /below zero/,
  );
});

test('a device has another pseudonym each day, however its number is written', () => {
  const salt = 'a key of pseudonyms that serves nothing else';
  const today = pseudonymOf('AA:BB:CC:00:11:22', '2026-03-02T09:00:00.000Z', salt);
  assert.equal(pseudonymOf('aabb.cc00.1122', '2026-03-02T23:00:00.000Z', salt), today);
  assert.notEqual(pseudonymOf('AA:BB:CC:00:11:22', '2026-03-03T09:00:00.000Z', salt), today);
  assert.notEqual(pseudonymOf('AA:BB:CC:00:11:22', '2026-03-02T09:00:00.000Z', `${salt}!`), today);
});

test('appointments come as JSON and as iCalendar', () => {
  const message = (method: string, more = '') =>
    `BEGIN:VCALENDAR\r\nMETHOD:${method}\r\nBEGIN:VEVENT\r\nUID:rdv-7@example.org\r\nDTSTAMP:20260302T080000Z\r\nDTSTART:20260304T143000Z\r\nDTEND:20260304T150000Z\r\nSUMMARY:Fitting\\, of\r\n  glasses\r\nLOCATION:LYON\r\nATTENDEE;CN=Simulated:mailto:simulated@example.org\r\n${more}END:VEVENT\r\nEND:VCALENDAR\r\n`;
  const of = (text: string) =>
    momentOf(mapAppointment(payload(calendarEvents(text)[0]), 'k', { stores: [] }));
  const booked = of(message('REQUEST'))!;
  assert.deepEqual(
    [booked.type, booked.store, booked.customer],
    ['appointment.booked', 'LYON', { identifiers: [{ kind: 'email', value: 'simulated@example.org' }] }],
  );
  assert.deepEqual(booked.data, {
    appointment: 'rdv-7@example.org',
    start: '2026-03-04T14:30:00.000Z',
    minutes: 30,
    topics: ['Fitting, of glasses'],
  });
  assert.equal(of(message('REQUEST', 'SEQUENCE:2\r\n'))!.id, 'appointment/rdv-7@example.org/changed/2');
  assert.equal(of(message('CANCEL'))!.type, 'appointment.cancelled');
  const event = {
    appointment: 'A',
    status: 'kept',
    time: '2026-03-04T15:30:00+01:00',
    store: 'LYON',
    customer: { id: '7' },
  };
  assert.equal(momentOf(mapAppointment(payload(event), 'k', { stores: [] }))!.id, 'appointment/A/kept');
  assert.throws(() => mapAppointment(payload({ ...event, status: 'lost' }), 'k', { stores: [] }), /status/);
});

test('the GTIN of an EPC is told from URNs and Digital Links', () => {
  // 80614141123458 is the standard's own example: company 0614141, item reference 812345.
  assert.equal(gtinOf('urn:epc:id:sgtin:0614141.812345.6789'), '80614141123458');
  assert.equal(gtinOf('urn:epc:idpat:sgtin:0614141.812345.*'), '80614141123458');
  assert.equal(gtinOf('https://id.gs1.org/01/80614141123458/21/6789'), '80614141123458');
  assert.equal(gtinOf('https://shop.example.org/p/gtin/3760012345670?x=1'), '03760012345670');
  assert.equal(gtinOf('urn:epc:id:sscc:0614141.1234567890'), undefined);
  assert.equal(gtinOf('https://id.gs1.org/00/106141412345678908'), undefined);
});

test('an event of EPCIS is the same however JSON-LD writes it', () => {
  const place = 'urn:epc:id:sgln:0614141.07346.1234';
  const of = (event: object) =>
    momentOf(mapEpcis(payload(event), 'k', { stores: [{ place, store: 'LYON' }] }))!;
  const plain = {
    type: 'ObjectEvent',
    eventTime: '2026-03-02T10:00:00.000+01:00',
    eventTimeZoneOffset: '+01:00',
    action: 'OBSERVE',
    bizStep: 'retail_selling',
    bizLocation: { id: place },
    epcList: ['urn:epc:id:sgtin:0614141.812345.6789'],
  };
  const ways = [
    { ...plain, type: undefined, '@type': 'epcis:ObjectEvent' },
    { ...plain, bizLocation: { '@id': place } },
    { ...plain, bizLocation: place },
    { ...plain, eventTime: '2026-03-02T10:00:00.000' },
    { ...plain, bizStep: 'https://ref.gs1.org/cbv/BizStep-retail_selling' },
    { ...plain, 'example:field': { a: 1 }, sensorElementList: [{}] },
  ];
  for (const way of ways) assert.deepEqual(of(way), of(plain));
  assert.equal((of(plain).data as { what: string }).what, 'sold');
});
