import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payload } from '@chaland/core';
import { calendarEvents } from './calendar.ts';
import { mapAppointment } from './map.ts';

const calendar = (event: string, before = '') =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${before}BEGIN:VEVENT\r\nUID:a@example.org\r\nDTSTAMP:20260302T080000Z\r\n${event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const mapped = (text: string) => mapAppointment(payload(calendarEvents(text)[0]), 'k', { stores: [] });
const momentOf = (text: string) =>
  (
    mapped(text) as unknown as {
      moments: [{ id: string; customer?: unknown; data: Record<string, unknown> }];
    }
  ).moments[0];
const startOf = (event: string, before = '') => momentOf(calendar(event, before)).data.start;

test('times are those of their zone, by name, in summer and in winter', () => {
  const zone = (time: string, id = 'Europe/Paris') => startOf(`DTSTART;TZID=${id}:${time}`);
  assert.equal(zone('20260304T153000'), '2026-03-04T14:30:00.000Z');
  assert.equal(zone('20260704T153000'), '2026-07-04T13:30:00.000Z');
  assert.equal(zone('20260704T153000', '"America/New_York"'), '2026-07-04T19:30:00.000Z');
  assert.equal(zone('20260704T153000', '/example.org/2026/Asia/Kolkata'), '2026-07-04T10:00:00.000Z');
  // Clocks are put back at three: half past two is there twice, and the first one is meant.
  assert.equal(zone('20261025T023000'), '2026-10-25T00:30:00.000Z');
  assert.equal(zone('20261025T033000'), '2026-10-25T02:30:00.000Z');
  // They are put forward at two: half past two is never there, and the clock before tells when it would be.
  assert.equal(zone('20260329T023000'), '2026-03-29T01:30:00.000Z');
  assert.equal(zone('20260329T033000'), '2026-03-29T01:30:00.000Z');
});

const outlook =
  'BEGIN:VTIMEZONE\r\nTZID:Our own time\r\n' +
  'BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n' +
  'BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n' +
  'END:VTIMEZONE\r\n';

test('a zone that nobody else knows is the one that the calendar describes', () => {
  for (const [local, utc] of [
    ['20260115T100000', '2026-01-15T09:00:00.000Z'],
    ['20260328T100000', '2026-03-28T09:00:00.000Z'],
    ['20260329T100000', '2026-03-29T08:00:00.000Z'],
    ['20261024T100000', '2026-10-24T08:00:00.000Z'],
    ['20261025T100000', '2026-10-25T09:00:00.000Z'],
  ]) {
    assert.equal(startOf(`DTSTART;TZID=Our own time:${local}`, outlook), utc);
  }
});

test('a time without a zone is the calendar’s, and refused where that has none', () => {
  const event = 'DTSTART:20260304T153000\r\nDURATION:PT1H30M';
  const { data } = momentOf(calendar(event, 'X-WR-TIMEZONE:Europe/Paris\r\n'));
  assert.deepEqual([data.start, data.minutes], ['2026-03-04T14:30:00.000Z', 90]);
  assert.throws(() => mapped(calendar(event)), { code: 'CHL_DELIVERY_FIELD', message: /\/start/ });
  assert.throws(() => mapped(calendar('DTSTART;TZID=Nowhere:20260304T153000')), /\/start/);
});

test('what is no appointment at a time is ignored with its reason', () => {
  assert.deepEqual(mapped(calendar('DTSTART;VALUE=DATE:20260304')), {
    ignored: {
      en: 'it lasts all day: no appointment at a time',
      fr: 'il dure toute la journée : pas un rendez-vous à une heure',
    },
  });
  const reply = calendar('DTSTART:20260304T143000Z', 'METHOD:REPLY\r\n');
  assert.deepEqual(mapped(reply), {
    ignored: {
      en: 'it is a REPLY: what the book itself says counts',
      fr: 'c’est un REPLY : ce que dit l’agenda lui-même compte',
    },
  });
});

test('the customer is who is invited: no room, not the host; an alarm says nothing of the appointment', () => {
  const event =
    'DTSTART:20260304T143000Z\r\nORGANIZER;CN="Shop: Lyon":mailto:shop@example.org\r\n' +
    'ATTENDEE;CUTYPE=ROOM:mailto:cabin@example.org\r\nATTENDEE;CN="Shop: Lyon":mailto:shop@example.org\r\n' +
    'ATTENDEE;CN="Simulated; and: more";ROLE=REQ-PARTICIPANT:mailto:simulated@exa\r\n mple.org\r\n' +
    'BEGIN:VALARM\r\nSUMMARY:Soon\r\nDURATION:PT5M\r\nEND:VALARM';
  const { customer, data } = momentOf(calendar(event));
  assert.deepEqual(customer, { identifiers: [{ kind: 'email', value: 'simulated@example.org' }] });
  assert.deepEqual([data.topics, data.minutes], [undefined, undefined]);
});

test('one of a series is an appointment of its own', () => {
  const event = 'RECURRENCE-ID:20260311T143000Z\r\nDTSTART:20260311T153000Z';
  assert.equal(momentOf(calendar(event)).id, 'appointment/a@example.org/20260311T143000Z/booked');
});
