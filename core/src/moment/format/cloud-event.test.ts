import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventOfHeaders, fromCloudEvent } from './cloud-event.ts';

const event = {
  specversion: '1.0',
  id: 'e-1',
  source: '/shop/paris',
  type: 'visit',
  time: '2026-03-02T10:00:00Z',
  data: {},
};

describe('a CloudEvent becomes a moment', () => {
  test('with its extensions as store, staff, session and identifiers', () => {
    const read = fromCloudEvent({
      ...event,
      subject: 'ignored',
      store: 'PAR-1',
      staff: 'S7',
      session: 's-1',
      typeversion: 1,
      customerid: '12',
      customeremail: 'camille@example.com',
      customerphone: '+33612345678',
      customercard: '2900001',
    });
    assert.ok('item' in read);
    assert.deepEqual(read.item, {
      id: 'e-1',
      source: '/shop/paris',
      type: 'visit',
      time: '2026-03-02T10:00:00Z',
      store: 'PAR-1',
      staff: 'S7',
      session: 's-1',
      version: 1,
      data: {},
      customer: {
        id: '12',
        identifiers: [
          { kind: 'loyalty_card', value: '2900001' },
          { kind: 'email', value: 'camille@example.com' },
          { kind: 'phone', value: '+33612345678' },
        ],
      },
    });
  });

  test('with data in base64', () => {
    const read = fromCloudEvent({
      ...event,
      data: undefined,
      data_base64: Buffer.from('{"seconds":3}').toString('base64'),
    });
    assert.ok('item' in read);
    assert.deepEqual(read.item.data, { seconds: 3 });
  });

  test('from headers, percent-encoded where they hold more than ASCII', () => {
    const headers = new Headers({
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': 'e-1',
      'ce-source': '/shop',
      'ce-type': 'visit',
      'ce-time': event.time,
      'ce-store': 'Caf%C3%A9',
      'ce-session': '100%',
      'ce-typeversion': '2',
    });
    const read = fromCloudEvent(eventOfHeaders(headers, { seconds: 1 }));
    assert.ok('item' in read);
    assert.deepEqual(read.item, {
      id: 'e-1',
      source: '/shop',
      type: 'visit',
      time: event.time,
      store: 'Café',
      session: '100%',
      version: 2,
      data: { seconds: 1 },
    });
  });

  test('unless it is of another version, holds other data than JSON, or is no event', () => {
    const refused: [unknown, string | undefined][] = [
      [{ ...event, specversion: '0.3' }, '/specversion'],
      [{ ...event, datacontenttype: 'text/xml', data: '<a/>' }, '/datacontenttype'],
      [{ ...event, data: undefined, data_base64: 'bm8=' }, '/data_base64'],
      [[event], ''],
      [null, ''],
      ['event', ''],
    ];
    for (const [input, pointer] of refused) {
      const read = fromCloudEvent(input);
      assert.ok(read instanceof Error);
      assert.equal(read.details.pointer, pointer);
    }
  });
});
