import { connector, parsePayload, Type } from '@chaland/core';
import { identity, senderArgs, storeArgs } from '../shared/args.ts';
import { checkSender } from '../shared/check-sender.ts';
import { listed, receiveEvents } from '../shared/receive-events.ts';
import { calendarEvents } from './calendar.ts';
import { mapAppointment } from './map.ts';

/** Appointments, from a book of appointments. */
export const appointments = connector({
  id: 'connector-signals.appointment',
  title: { en: 'Appointment books', fr: 'Agendas de rendez-vous' },
  description: {
    en: 'Appointments that are booked, moved, cancelled, kept and missed: as JSON, or as iCalendar messages.',
    fr: 'Rendez-vous pris, déplacés, annulés, honorés et manqués : en JSON, ou en messages iCalendar.',
  },
  args: Type.Object({ ...senderArgs, ...storeArgs }),
  identity,
  check: async (args) => checkSender(args),
  receive(request) {
    const { body } = request;
    if (/^(\xef\xbb\xbf)?\s*BEGIN:VCALENDAR/i.test(body.toString('latin1', 0, 40))) {
      const json = Buffer.from(JSON.stringify(calendarEvents(body.toString('utf8'))));
      return receiveEvents({ ...request, body }, () => listed(JSON.parse(json.toString())).map(asEvent));
    }
    return receiveEvents(request, (events) => listed(events, 'events').map(asEvent));
  },
  map: ({ body, key }, { args }) => mapAppointment(parsePayload(body), key, args),
});

const asEvent = (event: Record<string, unknown>) => ({
  topic: `appointment.${String(event.status ?? '')}`.slice(0, 50),
  event,
});
