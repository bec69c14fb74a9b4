import { problem } from '@chaland/core';

/**
 * The appointments of an iCalendar message (RFC 5545, iTIP of RFC 5546), as events: `REQUEST` and `PUBLISH` book, with a
 * `SEQUENCE` above zero they move, `CANCEL` or the status `CANCELLED` cancels. Times in UTC, as messages have them; a
 * local time with a zone is refused, since a message brings zones of its own making.
 */
export function calendarEvents(text: string): Record<string, unknown>[] {
  const lines = text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const method = fieldOf(lines, 'METHOD')?.toUpperCase() ?? 'PUBLISH';
  const events: Record<string, unknown>[] = [];
  let open: string[] | undefined;
  for (const line of lines) {
    if (/^BEGIN:VEVENT$/i.test(line)) open = [];
    else if (/^END:VEVENT$/i.test(line) && open) {
      events.push(eventOf(open, method));
      open = undefined;
    } else open?.push(line);
  }
  if (events.length === 0) throw problem('CHL_DELIVERY_FIELD', { pointer: '/VEVENT', detail: 'is missing' });
  return events;
}

function eventOf(lines: readonly string[], method: string): Record<string, unknown> {
  const isCancelled = method === 'CANCEL' || /^cancelled$/i.test(fieldOf(lines, 'STATUS') ?? '');
  const sequence = Number(fieldOf(lines, 'SEQUENCE') ?? 0);
  const status = isCancelled ? 'cancelled' : sequence > 0 ? 'changed' : 'booked';
  const start = timeOf(lines, 'DTSTART');
  const end = timeOf(lines, 'DTEND');
  const topic = unescaped(fieldOf(lines, 'SUMMARY'));
  const email = /^mailto:(.+)$/i.exec(fieldOf(lines, 'ATTENDEE') ?? '')?.[1];
  const store = unescaped(fieldOf(lines, 'LOCATION'));
  return {
    appointment: fieldOf(lines, 'UID'),
    id: String(sequence),
    status,
    time: timeOf(lines, 'DTSTAMP') ?? timeOf(lines, 'LAST-MODIFIED'),
    start,
    ...(start && end ? { minutes: Math.round((Date.parse(end) - Date.parse(start)) / 60_000) } : {}),
    ...(topic ? { topics: [topic] } : {}),
    ...(email ? { customer: { email } } : {}),
    ...(store ? { store } : {}),
  };
}

function fieldOf(lines: readonly string[], name: string): string | undefined {
  const line = lines.find((one) => new RegExp(`^${name}[;:]`, 'i').test(one));
  return line?.slice(line.indexOf(':') + 1).trim() || undefined;
}

function timeOf(lines: readonly string[], name: string): string | undefined {
  const value = fieldOf(lines, name);
  if (value === undefined) return undefined;
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  if (!match) {
    throw problem('CHL_DELIVERY_FIELD', {
      pointer: `/VEVENT/${name}`,
      detail: 'is no time in UTC, such as 20260304T143000Z',
    });
  }
  const [, year, month, date, hour, minute, second] = match;
  return `${year}-${month}-${date}T${hour}:${minute}:${second}Z`;
}

const unescaped = (text: string | undefined) =>
  text?.replaceAll(/\\([,;\\])/g, '$1').replaceAll(/\\n/gi, ' ');
