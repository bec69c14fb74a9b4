import { problem, type Text } from '@chaland/core';
import { type Component, type ContentLine, componentsOf, lineIn, valueIn } from './content-line.ts';
import { named, wallTime, zoneOf } from './zone.ts';

/**
 * The appointments of an iCalendar message (RFC 5545, iTIP of RFC 5546), as events: `REQUEST` and `PUBLISH` book, with a
 * `SEQUENCE` above zero they move, `CANCEL` or the status `CANCELLED` cancels. Times are those of their zone.
 * @throws Problem where there is no appointment at all; a faulty one is told by what it lacks when it is mapped
 */
export function calendarEvents(text: string): Record<string, unknown>[] {
  const events = componentsOf(text)
    .filter(({ name }) => name === 'VCALENDAR')
    .flatMap((calendar) => {
      const method = valueIn(calendar, 'METHOD')?.toUpperCase() ?? 'PUBLISH';
      return calendar.inside
        .filter(({ name }) => name === 'VEVENT')
        .map((event) => eventOf(event, method, calendar));
    });
  if (events.length === 0) throw problem('CHL_DELIVERY_FIELD', { pointer: '/VEVENT', detail: 'is missing' });
  return events;
}

function eventOf(event: Component, method: string, calendar: Component): Record<string, unknown> {
  const isCancelled = method === 'CANCEL' || /^cancelled$/i.test(valueIn(event, 'STATUS') ?? '');
  const sequence = Number(valueIn(event, 'SEQUENCE') ?? 0);
  const status = isCancelled ? 'cancelled' : sequence > 0 ? 'changed' : 'booked';
  const start = timeOf(lineIn(event, 'DTSTART'), calendar);
  const minutes = minutesOf(event, start, calendar);
  const topic = unescaped(valueIn(event, 'SUMMARY'));
  const email = guestOf(event);
  const store = unescaped(valueIn(event, 'LOCATION'));
  // One of a series has the number of all of them, and the time that it was meant for at first.
  const which = valueIn(event, 'RECURRENCE-ID');
  const uid = valueIn(event, 'UID');
  return {
    appointment: uid && which ? `${uid}/${which}` : uid,
    id: String(sequence),
    status,
    time: ['DTSTAMP', 'LAST-MODIFIED', 'CREATED']
      .map((name) => timeOf(lineIn(event, name), calendar))
      .find((time) => time !== undefined),
    start,
    ...(minutes === undefined ? {} : { minutes }),
    ...(topic ? { topics: [topic.slice(0, 200)] } : {}),
    ...(email ? { customer: { email } } : {}),
    ...(store ? { store } : {}),
    ...unusedOf(event, method),
  };
}

const allDay: Text = {
  en: 'it lasts all day: no appointment at a time',
  fr: 'il dure toute la journée : pas un rendez-vous à une heure',
};

/** Why it is no appointment with somebody, where it is none. */
function unusedOf(event: Component, method: string): { unused?: Text } {
  if (['REPLY', 'COUNTER', 'DECLINECOUNTER', 'REFRESH'].includes(method))
    return {
      unused: {
        en: `it is a ${method}: what the book itself says counts`,
        fr: `c’est un ${method} : ce que dit l’agenda lui-même compte`,
      },
    };
  return isDate(lineIn(event, 'DTSTART')) ? { unused: allDay } : {};
}

const isDate = (line: ContentLine | undefined) =>
  line !== undefined && (line.params.VALUE?.toUpperCase() === 'DATE' || /^\d{8}$/.test(line.value));

/** RFC 3339; what is no time in a zone that is known stays as it stands there, to be refused by its name. */
function timeOf(line: ContentLine | undefined, { lines, inside }: Component): string | undefined {
  if (!line) return undefined;
  const local = wallTime(line.value);
  if (local === undefined) return line.value;
  const timeZones = inside.filter(({ name }) => name === 'VTIMEZONE');
  const id = line.params.TZID;
  const everywhere = lines.find(({ name }) => name === 'X-WR-TIMEZONE')?.value;
  const zone = line.value.endsWith('Z')
    ? () => 0
    : id === undefined
      ? everywhere && named(everywhere)
      : zoneOf(id, timeZones);
  if (!zone) return id === undefined ? line.value : `${id}:${line.value}`;
  return new Date(local - zone(local) * 60_000).toISOString();
}

function minutesOf(event: Component, start: string | undefined, calendar: Component): number | undefined {
  const end = timeOf(lineIn(event, 'DTEND'), calendar);
  const minutes = start && end ? Math.round((Date.parse(end) - Date.parse(start)) / 60_000) : undefined;
  if (minutes !== undefined) return minutes > 0 ? minutes : undefined;
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?/.exec(valueIn(event, 'DURATION') ?? '');
  const [weeks = 0, days = 0, hours = 0, rest = 0] = (match ?? []).slice(1).map((part) => Number(part ?? 0));
  return ((weeks * 7 + days) * 24 + hours) * 60 + rest || undefined;
}

/** The first who is invited and is a person: no room, and not who invites. */
function guestOf(event: Component): string | undefined {
  const mail = (line: ContentLine | undefined) => /^mailto:(.+)$/i.exec(line?.value ?? '')?.[1];
  const host = mail(lineIn(event, 'ORGANIZER'))?.toLowerCase();
  const guest = event.lines.find(
    (line) =>
      line.name === 'ATTENDEE' &&
      /^(individual|unknown)?$/i.test(line.params.CUTYPE ?? '') &&
      line.params.ROLE?.toUpperCase() !== 'CHAIR' &&
      mail(line)?.toLowerCase() !== host,
  );
  return mail(guest);
}

const unescaped = (text: string | undefined) =>
  text?.replaceAll(/\\([,;\\nN])/g, (_, one: string) => (/n/i.test(one) ? ' ' : one));
