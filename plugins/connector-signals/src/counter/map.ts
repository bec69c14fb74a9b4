import { type Brought, type Payload, problem } from '@chaland/core';
import type { VisitCount } from '@chaland/journey/contract';
import { type StoreArgs, storeOf } from '../shared/args.ts';
import { digestOf } from '../shared/receive-events.ts';

/**
 * A count as a moment of nobody's. Its id is the place and the period: told twice it is one, and another figure for it
 * is a conflict that somebody has to look at.
 */
export function mapCount(count: Payload, args: StoreArgs): Brought {
  const place = count.maybeText('store') ?? count.text('sensor');
  const from = count.time('from');
  const minutes = minutesOf(count, from);
  const door = count.maybeText('door');
  const sensor = count.maybeText('sensor');
  const exits = count.maybeInteger('exits');
  const entries = count.integer('entries');
  for (const [name, value] of Object.entries({ entries, exits: exits ?? 0 })) {
    if (value < 0) throw problem('CHL_DELIVERY_FIELD', { pointer: `/${name}`, detail: 'is below zero' });
  }
  const data: VisitCount = {
    entries,
    ...(exits === undefined ? {} : { exits }),
    minutes,
    ...(door === undefined ? {} : { zone: door }),
    ...(sensor === undefined ? {} : { attributes: { sensor } }),
  };
  const id = count.maybeText('id') ?? digestOf([place, door ?? '', from, String(minutes)].join('\n'));
  return {
    moments: [{ id: `count/${id}`, type: 'visit.count', time: from, store: storeOf(args, place), data }],
  };
}

function minutesOf(count: Payload, from: string): number {
  const stated = count.maybeInteger('minutes');
  if (stated !== undefined) return stated;
  const seconds = (Date.parse(count.time('to')) - Date.parse(from)) / 1_000;
  if (seconds <= 0)
    throw problem('CHL_DELIVERY_FIELD', { pointer: '/to', detail: 'is not after the beginning' });
  return Math.max(1, Math.round(seconds / 60));
}
