import { createHmac } from 'node:crypto';
import { type InboundRequest, payload, problem } from '@chaland/core';
import { listed, type ReceivedEvent } from '../shared/receive-events.ts';
import type { PresenceArgs } from './args.ts';

/** Milliseconds that a device may be told from another. */
export const day = 24 * 3_600_000;

/** What is kept of a sighting: fields that are named here, and no others. */
export interface Sighting {
  zone: string;
  time: string;
  seconds: number;
  store: string;
  noticed?: string;
  /** The same for one device on one day, and never a device's own number. */
  device?: string;
  /** Only of somebody who agreed to be known. */
  customer?: Record<string, string>;
}

/**
 * The sightings of a request, `{ sightings: [{ device, zone, time, seconds | to, store, noticed, consent, customer }] }`,
 * without the numbers of devices. This is the edge: what it doesn't give is never written anywhere. Who agreed is known
 * by whom the sender names, and needs no device; what is older than a day already comes without one.
 */
export function sightingsIn(body: unknown, { args, now }: InboundRequest<PresenceArgs>): ReceivedEvent[] {
  return listed(body, 'sightings').map((one) => ({ topic: 'sighting', event: sightingOf(one, args, now) }));
}

function sightingOf(one: Record<string, unknown>, args: PresenceArgs, now: Date): Sighting {
  const told = payload(one);
  const time = told.time('time');
  const device = told.text('device');
  const store = told.text('store');
  const noticed = told.maybeText('noticed');
  const agreed = told.maybeFlag('consent') ? customerOf(told) : undefined;
  const isToday = now.getTime() - Date.parse(time) < day;
  return {
    zone: told.text('zone').slice(0, 200),
    time,
    seconds: secondsOf(told, time),
    store,
    ...(noticed === undefined ? {} : { noticed }),
    ...(agreed ? { customer: agreed } : isToday ? { device: pseudonymOf(device, time, args.salt) } : {}),
  };
}

function customerOf(told: ReturnType<typeof payload>): Record<string, string> | undefined {
  const fields = ['id', 'card', 'account', 'email', 'phone'].flatMap((field) => {
    const value = told.maybeText(`customer/${field}`);
    return value === undefined ? [] : [[field, value]];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function secondsOf(told: ReturnType<typeof payload>, time: string): number {
  const stated = told.maybeInteger('seconds');
  const seconds = stated ?? Math.round((Date.parse(told.time('to')) - Date.parse(time)) / 1_000);
  if (seconds < 0) throw problem('CHL_DELIVERY_FIELD', { pointer: '/seconds', detail: 'is below zero' });
  return Math.min(seconds, day / 1_000);
}

/**
 * HMAC-SHA-256 of the device under a key of its day, which is made of the connection's. Of another day the same device has
 * another pseudonym, and without the connection's key nobody can try out all the numbers that devices may have.
 */
export function pseudonymOf(device: string, time: string, salt: string): string {
  const key = createHmac('sha256', salt).update(time.slice(0, 10)).digest();
  const number = device.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHmac('sha256', key).update(number).digest('base64url').slice(0, 22);
}
