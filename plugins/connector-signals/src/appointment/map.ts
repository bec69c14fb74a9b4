import { type Brought, type Payload, problem } from '@chaland/core';
import { type StoreArgs, storeOf } from '../shared/args.ts';
import { customerIn } from '../shared/customer.ts';

const states = ['booked', 'changed', 'cancelled', 'kept', 'missed'] as const;

/**
 * One thing that happened to an appointment: `{ appointment, status, time, start, minutes, store, staff, topics, channel, by,
 * customer }`. Each is a moment of its own, under an id that says which.
 */
export function mapAppointment(event: Payload, key: string, args: StoreArgs): Brought {
  const unused = event.maybeObject('unused');
  if (unused) return { ignored: { en: unused.text('en'), fr: unused.text('fr') } };
  const status = event.text('status');
  const state = states.find((one) => one === status);
  if (!state)
    throw problem('CHL_DELIVERY_FIELD', { pointer: '/status', detail: `is none of ${states.join(', ')}` });
  const appointment = event.text('appointment').slice(0, 200);
  const store = event.maybeText('store');
  const staff = event.maybeText('staff');
  const customer = customerIn(event.maybeObject('customer'));
  // An appointment is booked once, and ends once; it may be moved again and again.
  const which = state === 'changed' ? `/${event.maybeText('id') ?? key}` : '';
  return {
    moments: [
      {
        id: `appointment/${appointment}/${state}${which}`,
        type: `appointment.${state}`,
        time: event.time('time'),
        ...(store === undefined ? {} : { store: storeOf(args, store) }),
        ...(staff === undefined ? {} : { staff }),
        ...(customer ? { customer } : {}),
        data: { appointment, ...detailsOf(event, state) },
      },
    ],
  };
}

function detailsOf(event: Payload, state: (typeof states)[number]): Record<string, unknown> {
  const by = event.maybeText('by');
  if (state === 'cancelled') return by === 'customer' || by === 'store' ? { by } : {};
  if (state === 'kept' || state === 'missed') return {};
  const minutes = event.maybeInteger('minutes');
  const channel = event.maybeText('channel');
  const topics = event.list('topics').map((topic) => topic.text(''));
  return {
    start: event.time('start'),
    ...(minutes === undefined ? {} : { minutes }),
    ...(topics.length === 0 ? {} : { topics }),
    ...(channel === undefined ? {} : { channel }),
  };
}
