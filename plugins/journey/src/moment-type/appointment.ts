import { type Language, momentType, Type } from '@chaland/core';
import type { Appointment, AppointmentCancelled, AppointmentTime } from '../contract.ts';
import { attributes, closed, minutes, topics, word } from './schema.ts';
import { enumeration } from './wording.ts';

const named = { appointment: word("The source's own id of the appointment"), attributes };

export const appointmentSchema = Type.Object(named, closed);

export const appointmentTimeSchema = Type.Object(
  {
    ...named,
    start: Type.String({ format: 'date-time', description: 'When it begins, with an offset' }),
    minutes,
    topics,
    channel: Type.Optional(word('`store`, `video`, `phone`, `home`, …')),
  },
  closed,
);

export const appointmentCancelledSchema = Type.Object(
  { ...named, by: Type.Optional(Type.Enum(['customer', 'store'], { description: 'Who cancelled it' })) },
  closed,
);

const sample: Appointment = { appointment: 'rdv-501', attributes: { agenda: 'A' } };
const timeSample: AppointmentTime = {
  ...sample,
  start: '2026-03-04T15:30:00+01:00',
  minutes: 30,
  topics: ['Lunettes'],
  channel: 'store',
};

/** The day and hour as they were told, in the offset that they were told in. */
function when(start: string, language: Language): string {
  const local = new Date(`${start.slice(0, 16)}:00Z`);
  const parts = {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  } as const;
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', parts).format(local);
}

const about = (topics: readonly string[] | undefined, language: Language) =>
  topics ? ` (${enumeration(topics, language)})` : '';

export const appointmentBooked = momentType({
  type: 'appointment.booked',
  version: 1,
  stage: 'intent',
  title: { en: 'Appointment booked', fr: 'Rendez-vous pris' },
  schema: appointmentTimeSchema,
  sample: timeSample,
  summary: ({ start, topics }: AppointmentTime, language) =>
    language === 'fr'
      ? `Rendez-vous pris pour le ${when(start, 'fr')}${about(topics, 'fr')}`
      : `Appointment booked for ${when(start, 'en')}${about(topics, 'en')}`,
});

export const appointmentChanged = momentType({
  type: 'appointment.changed',
  version: 1,
  stage: 'intent',
  title: { en: 'Appointment moved', fr: 'Rendez-vous déplacé' },
  schema: appointmentTimeSchema,
  sample: timeSample,
  summary: ({ start, topics }: AppointmentTime, language) =>
    language === 'fr'
      ? `Rendez-vous déplacé au ${when(start, 'fr')}${about(topics, 'fr')}`
      : `Appointment moved to ${when(start, 'en')}${about(topics, 'en')}`,
});

export const appointmentCancelled = momentType({
  type: 'appointment.cancelled',
  version: 1,
  stage: 'intent',
  title: { en: 'Appointment cancelled', fr: 'Rendez-vous annulé' },
  schema: appointmentCancelledSchema,
  sample: { ...sample, by: 'customer' },
  summary({ by }: AppointmentCancelled, language) {
    const who = {
      en: { customer: ' by the customer', store: ' by the store' },
      fr: { customer: ' par le client', store: ' par le magasin' },
    };
    return `${language === 'fr' ? 'Rendez-vous annulé' : 'Appointment cancelled'}${by ? who[language][by] : ''}`;
  },
});

export const appointmentKept = momentType({
  type: 'appointment.kept',
  version: 1,
  stage: 'entry',
  title: { en: 'Appointment kept', fr: 'Rendez-vous honoré' },
  schema: appointmentSchema,
  sample,
  summary: (_: Appointment, language) =>
    language === 'fr' ? 'Venu à son rendez-vous' : 'Came to the appointment',
});

/** Nobody came: no contact. */
export const appointmentMissed = momentType({
  type: 'appointment.missed',
  version: 1,
  stage: 'intent',
  contact: false,
  title: { en: 'Appointment missed', fr: 'Rendez-vous manqué' },
  schema: appointmentSchema,
  sample,
  summary: (_: Appointment, language) =>
    language === 'fr' ? 'Absent à son rendez-vous' : 'Did not come to the appointment',
});
