import { problem } from '@chaland/core';
import { isObject, type ReceivedEvent, textIn } from '../shared/receive-events.ts';

/** Of an event, of a document, of the result of a query: as a value or as JSON-LD has it. */
const typeOf = (object: Record<string, unknown>) => textIn(object, 'type', '@type', 'isA') ?? '';

/**
 * The events of a capture: a document, the result of a query, a list of events, or one.
 * @throws Problem where there are none
 */
export function eventsIn(body: unknown): ReceivedEvent[] {
  const events = found(body);
  if (events.length === 0) {
    throw problem('CHL_DELIVERY_FIELD', { pointer: '/epcisBody/eventList', detail: 'is missing' });
  }
  return events.map((event) => ({ topic: typeOf(event) || 'event', event }));
}

function found(body: unknown): Record<string, unknown>[] {
  if (Array.isArray(body)) return body.filter(isObject);
  if (!isObject(body)) return [];
  const inside = isObject(body.epcisBody) ? body.epcisBody : body;
  const results = isObject(inside.queryResults) && isObject(inside.queryResults.resultsBody);
  const holder = results
    ? ((inside.queryResults as Record<string, unknown>).resultsBody as Record<string, unknown>)
    : inside;
  const list = holder.eventList ?? holder.event;
  if (Array.isArray(list)) return list.filter(isObject);
  return /Event$/.test(typeOf(body)) ? [body] : [];
}
